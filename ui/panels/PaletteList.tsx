import {
  CommandEmpty,
  CommandGroup,
  CommandInput,
  CommandItem,
  CommandList,
  CommandRoot,
} from 'cmdk'
import type { ReactNode } from 'react'
import { openDialog, select } from '../session/actions.ts'
import { commands, spellKey } from '../session/commands.ts'
import { chooseVariant, openScenario } from '../session/edits.ts'
import { useStore } from '../session/store.ts'
import { nameOf } from '../view/event-line.ts'
import { words } from '../words/words.ts'
import styles from './Palette.module.css'

/** At most so many nodes are offered; of more, those in the picture can be clicked. */
const mostNodes = 200

/** The list of the palette, with its search. */
export function PaletteList() {
  const catalogue = useStore((state) => state.catalogue)
  const variants = useStore((state) => state.description?.variants ?? none)
  const nodes = useStore((state) => state.shown?.model.header.topology.nodes ?? none)
  const say = words.palette
  return (
    <CommandRoot label={say.title} className={styles.palette} loop>
      <CommandInput
        className={styles.search}
        placeholder={say.placeholder}
        aria-label={say.placeholder}
        data-first
        autoFocus
      />
      <CommandList className={styles.list} label={say.title}>
        <CommandEmpty className={styles.none}>{say.none}</CommandEmpty>
        <CommandGroup heading={say.actions}>
          {commands.map(({ name, keys, run }) => (
            <Item key={name} run={run} keys={keys[0]}>
              {words.commands[name]}
            </Item>
          ))}
        </CommandGroup>
        {variants.length > 1 && (
          <CommandGroup heading={say.variants}>
            {variants.map(({ name, title }) => (
              <Item key={name} run={() => chooseVariant(name)}>
                {say.takeVariant(title)}
              </Item>
            ))}
          </CommandGroup>
        )}
        <CommandGroup heading={say.scenarios}>
          {catalogue.map(({ id, title }) => (
            <Item key={id} run={() => openScenario(id)}>
              {say.openScenario(title)}
            </Item>
          ))}
        </CommandGroup>
        <CommandGroup heading={say.nodes}>
          {nodes.slice(0, mostNodes).map((node) => (
            <Item key={node.id} run={() => select(node.id)}>
              {say.selectNode(nameOf(node))}
            </Item>
          ))}
        </CommandGroup>
      </CommandList>
    </CommandRoot>
  )
}

const none: never[] = []

/** A line that closes the palette and then does what it says, which may open another dialog. */
function Item({
  run,
  keys,
  children,
}: {
  readonly run: () => void
  readonly keys?: string | undefined
  readonly children: ReactNode
}) {
  const choose = () => {
    openDialog(null)
    // The page has the focus again by then.
    setTimeout(run, 0)
  }
  return (
    <CommandItem className={styles.item} onSelect={choose}>
      <span>{children}</span>
      {keys !== undefined && (
        <span className={styles.keys}>
          {spellKey(keys).map((key) => (
            <kbd key={key}>{key}</kbd>
          ))}
        </span>
      )}
    </CommandItem>
  )
}
