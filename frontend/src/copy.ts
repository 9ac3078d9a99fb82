// Copies: `data-copy` holds the words, or `data-copy-of` the id of what holds them; "here" is this address.
import { say } from "./say";

export function copyOnPress(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-copy], [data-copy-of]");
    if (button) void copy(button);
  });
}

async function copy(button: HTMLElement): Promise<void> {
  const from = button.dataset.copyOf ? document.getElementById(button.dataset.copyOf) : null;
  const words = from?.textContent ?? (button.dataset.copy === "here" ? location.href : (button.dataset.copy ?? ""));
  try {
    await navigator.clipboard.writeText(words);
    say("Copied.");
  } catch {
    say("The browser does not let this page copy; select the words instead.");
  }
}
