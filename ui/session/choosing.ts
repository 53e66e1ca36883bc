/** Choosing files by the browser's own dialog. */
import { openBeside, openFiles } from './files.ts'

/** Lets a person choose a trace or a run spec, and opens it. */
export function chooseFiles(): void {
  choose(true, (files) => void openFiles(files))
}

/** Lets a person choose a file, and opens it beside the run on the screen. */
export function chooseFileBeside(): void {
  choose(false, ([file]) => {
    if (file) void openBeside(file)
  })
}

function choose(isMultiple: boolean, open: (files: readonly File[]) => void): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.multiple = isMultiple
  input.accept = '.jsonl,.gz,.json,application/json,application/gzip'
  input.addEventListener('change', () => open([...(input.files ?? [])]))
  input.click()
}
