// entry
import { copyOnPress } from "./copy";
import { helpAsDialogue } from "./help";
import { obeyKeys } from "./keys";

sessionStorage.setItem(`list ${location.pathname}`, location.search);
if (location.search) sessionStorage.setItem(`filter ${location.pathname}`, location.search);
// Where the pane stands under the list, what was pressed for comes into view.
document.addEventListener("htmx:afterSwap", (event) => {
  const pane = (event.target as Element).closest("aside");
  const asked = (event as CustomEvent<{ requestConfig?: { triggeringEvent?: Event } }>).detail.requestConfig?.triggeringEvent;
  if (pane && asked?.type === "click" && getComputedStyle(pane).position !== "sticky") pane.scrollIntoView();
});
copyOnPress();
helpAsDialogue();
void obeyKeys();
