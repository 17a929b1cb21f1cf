/** The tie of files that lie beside each other. */
export function folderTie(path: string): string {
  return `folder ${path.slice(0, Math.max(0, path.replaceAll("\\", "/").lastIndexOf("/")))}`;
}
