/** Says one line in the status line, where screen readers hear it. */
export function say(words: string): void {
  const place = document.getElementById("said");
  if (place) place.textContent = words;
}
