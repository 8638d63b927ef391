/** What is there of a page: nothing, where pages are rendered on a server or a program runs a flow. */
export const environment: Partial<Pick<typeof globalThis, "customElements" | "document" | "navigator">> = globalThis;
