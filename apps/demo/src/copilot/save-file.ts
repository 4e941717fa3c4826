/** Offers text as a file to download. */
export function saveFile(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads the URL once this task is over.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
