/** Origins that are not `https://app.example`, however much they look like it. */
export const strangeOrigins: readonly string[] = [
  "null",
  "*",
  "https://evil.example",
  "https://app.example.evil.example",
  "https://evilapp.example",
  "https://sub.app.example",
  "https://app.example:8443",
  "https://app.example.",
  "http://app.example",
  "HTTPS://APP.EXAMPLE",
  "https://app.example/",
  "https://app.example@evil.example",
  "https://app.example, https://evil.example",
];
