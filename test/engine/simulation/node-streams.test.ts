import { expect, test } from 'vitest'
import { wordsOf } from '../../../engine/clockwork/key.ts'
import { Streams } from '../../../engine/clockwork/random.ts'
import { NodeStreams } from '../../../engine/simulation/node-streams.ts'

const streamsOf = (names: readonly string[]) =>
  new NodeStreams(new Streams('1').family('node'), wordsOf(names))

test('a node draws the same wherever it stands and whoever else draws', () => {
  const few = streamsOf(['leaf-3'])
  const many = streamsOf(['root', 'leaf-1', 'leaf-3'])
  for (let i = 0; i < 100; i++) {
    many.of(0).uniform()
    expect(many.of(2).uniform()).toBe(few.of(0).uniform())
    many.of(1).uniform()
  }
})

test('saved streams go on where they were, and those that had not begun begin', () => {
  const straight = streamsOf(['a', 'b'])
  straight.of(0).uniform()
  const restored = streamsOf(['a', 'b'])
  restored.of(1).uniform()
  restored.load(straight.save())
  for (const node of [0, 1, 0, 1])
    expect(restored.of(node).uniform()).toBe(straight.of(node).uniform())
})
