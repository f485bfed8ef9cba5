export interface Disposable {
  dispose(): void;
}

/** Owns lifetimes: disposes all of them, the last one first; what is added after that is disposed at once. */
export class Disposables implements Disposable {
  private readonly owned: Disposable[] = [];
  private isDisposed = false;

  add<T extends Disposable>(item: T): T {
    if (this.isDisposed) item.dispose();
    else this.owned.push(item);
    return item;
  }

  dispose(): void {
    this.isDisposed = true;
    for (let item = this.owned.pop(); item !== undefined; item = this.owned.pop()) item.dispose();
  }
}
