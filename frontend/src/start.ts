// entry
// Dropped files go where chosen files go; the form is sent as it is without scripts too.

const place = document.querySelector<HTMLElement>("[data-drop]");
const input = place?.querySelector<HTMLInputElement>("input[type=file]");
const words = place?.querySelector<HTMLElement>("[data-drop-says]");

function told(): void {
  const files = [...(input?.files ?? [])];
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (words && files.length) words.textContent = `${files.length} file${files.length === 1 ? "" : "s"}, ${(size / 1e6).toFixed(1)} MB`;
}

function over(event: DragEvent, is: boolean): void {
  event.preventDefault();
  place?.toggleAttribute("data-over", is);
}

if (place && input) {
  input.addEventListener("change", told);
  document.addEventListener("dragover", (event) => over(event, true));
  document.addEventListener("dragleave", (event) => over(event, false));
  document.addEventListener("drop", (event) => {
    over(event, false);
    if (!event.dataTransfer?.files.length) return;
    input.files = event.dataTransfer.files;
    told();
  });
}
