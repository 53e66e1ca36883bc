import { ChevronDown } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { chooseFileBeside } from '../session/choosing.ts'
import { compareOrStop } from '../session/comparing.ts'
import { compareWith, stopComparing } from '../session/edits.ts'
import { useLaneNames } from '../session/lane-names.ts'
import { useStore } from '../session/store.ts'
import { counterpartOf, nextSeed } from '../view/counterpart.ts'
import { words } from '../words/words.ts'
import styles from './CompareMenu.module.css'

/** Shows another run beside this one: with against without in one click, anything else from the menu. */
export function CompareMenu() {
  const request = useStore((state) => state.request)
  const description = useStore((state) => state.description)
  const isComparing = useStore((state) => state.beside !== null)
  const say = words.comparison
  if (!request || !description) return null
  const chosen = request.variant ?? description.variant
  const counterpart = counterpartOf(description.variants, chosen)
  const seed = nextSeed(request.seed)
  const against = counterpart?.title ?? say.seedNamed(seed)
  return (
    <span className={styles.compare} data-comparing={isComparing}>
      <button
        type="button"
        aria-pressed={isComparing}
        title={isComparing ? say.stop : `${say.with} ${against}`}
        onClick={compareOrStop}
      >
        {say.compare}
      </button>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger
          className={styles.more}
          aria-label={`${say.with} …`}
          title={say.compareHelp}
        >
          <ChevronDown size={14} aria-hidden="true" />
        </DropdownMenu.Trigger>
        <DropdownMenu.Content className={styles.menu} align="end" sideOffset={6}>
          <Choices chosen={chosen} seed={seed} />
        </DropdownMenu.Content>
      </DropdownMenu.Root>
    </span>
  )
}

/** Variants, lanes and seeds to compare with. */
function Choices({ chosen, seed }: { readonly chosen: string; readonly seed: string }) {
  const request = useStore((state) => state.request)
  const variants = useStore((state) => state.description?.variants ?? none)
  const lanes = useStore((state) => state.lanes)
  const active = useStore((state) => state.active)
  const beside = useStore((state) => state.beside)
  const names = useLaneNames()
  const say = words.comparison
  if (!request) return null
  const others = variants.filter(({ name }) => name !== chosen)
  const kept = lanes.filter(({ id }) => id !== active)
  return (
    <>
      {kept.length > 0 && (
        <DropdownMenu.Group>
          <DropdownMenu.Label>{say.lanes}</DropdownMenu.Label>
          {kept.map(({ id, source }) => (
            <DropdownMenu.Item
              key={id}
              onSelect={() => compareWith(source)}
              data-on={id === beside}
            >
              {names.get(id)}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Group>
      )}
      {others.length > 0 && (
        <DropdownMenu.Group>
          <DropdownMenu.Label>{say.variants}</DropdownMenu.Label>
          {others.map(({ name, title, kind }) => (
            <DropdownMenu.Item
              key={name}
              onSelect={() => compareWith({ kind: 'spec', request: { ...request, variant: name } })}
            >
              {title}
              {kind === 'broken' && <small>{words.header.broken}</small>}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Group>
      )}
      <DropdownMenu.Group>
        <DropdownMenu.Label>{say.seed}</DropdownMenu.Label>
        <DropdownMenu.Item
          onSelect={() => compareWith({ kind: 'spec', request: { ...request, seed } })}
        >
          {say.seedNamed(seed)}
        </DropdownMenu.Item>
      </DropdownMenu.Group>
      <DropdownMenu.Group>
        <DropdownMenu.Separator />
        <DropdownMenu.Item onSelect={chooseFileBeside}>{say.file}</DropdownMenu.Item>
        {beside !== null && (
          <DropdownMenu.Item onSelect={stopComparing}>{say.stop}</DropdownMenu.Item>
        )}
      </DropdownMenu.Group>
    </>
  )
}

const none: never[] = []
