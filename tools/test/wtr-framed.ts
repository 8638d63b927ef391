/** The address of a page that has another in a frame, which that one can change the size of. */
export function framed(url: string): string {
  return new URL(`/framed?${encodeURIComponent(url)}`, url).href;
}

/** Serves such pages. */
export function framedPages(): (
  context: { readonly path: string; readonly querystring: string; type: string; body: unknown },
  next: () => Promise<void>,
) => Promise<void> {
  return async (context, next) => {
    if (context.path !== "/framed") return next();
    const url = new URL(decodeURIComponent(context.querystring));
    context.type = "html";
    context.body = `<!doctype html><title>Framed</title><iframe src="${url.pathname}${url.search.replaceAll("&", "&amp;")}" width="800" height="600" frameborder="0"></iframe>`;
  };
}
