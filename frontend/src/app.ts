// entry
import { copyOnPress } from "./copy";
import { helpAsDialogue } from "./help";
import { obeyKeys } from "./keys";

if (location.search) sessionStorage.setItem(`filter ${location.pathname}`, location.search);
copyOnPress();
helpAsDialogue();
void obeyKeys();
