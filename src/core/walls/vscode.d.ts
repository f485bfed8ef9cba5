// The core knows no editor: here the module exists and holds nothing, so even a type import of it fails to compile.
export {};
