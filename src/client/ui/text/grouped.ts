/** A key or code as people read and type it: in groups of four. Nothing in it is lost: managers and servers ignore the spaces. */
export function grouped(code: string): string {
  return code.replace(/\s/g, "").replace(/.{4}(?=.)/gu, "$& ");
}
