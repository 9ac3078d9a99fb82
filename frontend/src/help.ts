/** Opens the help as a dialogue over the page; without scripts it is a page of its own. */
export function helpAsDialogue(): void {
  const dialogue = document.querySelector<HTMLDialogElement>("dialog#keys");
  document.addEventListener("click", (event) => {
    if (!(event.target as Element).closest("[data-act~=help]") || !dialogue) return;
    event.preventDefault();
    for (const line of dialogue.querySelectorAll<HTMLElement>("[data-key-of]")) {
      const name = line.dataset.keyOf;
      line.hidden = Boolean(name) && !document.querySelector(`[data-act~="${name}"]`);
    }
    for (const part of dialogue.querySelectorAll<HTMLElement>("section.keys")) {
      part.hidden = !part.querySelector("[data-key-of]:not([hidden])");
    }
    dialogue.showModal();
  });
}
