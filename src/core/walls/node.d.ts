// The core knows no Node: here its built-in modules exist and hold nothing, so even a type import of one fails to compile.
export {};
