/** Node has it, its types do not. */
declare const WebAssembly: { readonly instantiate: unknown };
