export function level(): number {
  return "high";
}
