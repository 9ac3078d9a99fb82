// entry
// Dropped files and folders go where chosen files go; the form is sent as it is without scripts too.

const place = document.querySelector<HTMLElement>("[data-drop]");
const input = place?.querySelector<HTMLInputElement>("input[type=file]:not([webkitdirectory])");
const words = place?.querySelector<HTMLElement>("[data-drop-says]");

function told(): void {
  const files = [...(place?.querySelectorAll<HTMLInputElement>("input[type=file]") ?? [])].flatMap((one) => [...(one.files ?? [])]);
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (words && files.length) words.textContent = `${files.length} file${files.length === 1 ? "" : "s"}, ${(size / 1e6).toFixed(1)} MB`;
}

function over(event: DragEvent, is: boolean): void {
  event.preventDefault();
  place?.toggleAttribute("data-over", is);
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

/** The files of a file or folder, those of folders within it too; a reader gives a hundred at a time. */
async function within(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile) return [await fileOf(entry as FileSystemFileEntry)];
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: File[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) return found;
    for (const one of some) if (!one.name.startsWith(".")) found.push(...(await within(one)));
  }
}

async function dropped(given: DataTransfer): Promise<FileList> {
  const entries = [...given.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  if (!entries.some((entry) => entry.isDirectory)) return given.files;
  const all = new DataTransfer();
  for (const entry of entries) for (const file of await within(entry)) all.items.add(file);
  return all.files;
}

if (place && input) {
  place.addEventListener("change", told);
  document.addEventListener("dragover", (event) => over(event, true));
  document.addEventListener("dragleave", (event) => over(event, false));
  document.addEventListener("drop", (event) => {
    over(event, false);
    if (!event.dataTransfer?.items.length) return;
    void dropped(event.dataTransfer).then((files) => {
      if (!files.length) return;
      input.files = files;
      told();
    });
  });
}
