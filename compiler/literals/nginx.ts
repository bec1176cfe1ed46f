/** A parameter of nginx (https://nginx.org/en/docs/beginners_guide.html), without variables (`$`). */
export function quoteNginx(text: string): string {
  return /^[A-Za-z0-9_./:@%+,=~^*-]+$/.test(text) ? text : `"${text.replaceAll(/["\\]/g, "\\$&")}"`;
}
