import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { withLock } from '../../workshop/lock.mjs'
import { root } from '../../workshop/root.mjs'

function lockName() {
  return `build/test-${process.pid}-${Math.random()}.lock`
}

function leave(name: string, owner: string) {
  mkdirSync(join(root, 'build'), { recursive: true })
  writeFileSync(join(root, name), owner)
}

test('two that want the same lock take turns', async () => {
  const name = lockName()
  const story: string[] = []
  const work = (who: string) => async () => {
    story.push(`${who} begins`)
    await sleep(20)
    story.push(`${who} ends`)
  }
  await Promise.all([withLock(name, work('a')), withLock(name, work('b'))])
  expect(story).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
})

test('a lock is released when the work fails', async () => {
  const name = lockName()
  const work = () => Promise.reject(new Error('no'))
  await expect(withLock(name, work)).rejects.toThrow('no')
  expect(existsSync(join(root, name))).toBe(false)
})

test('the lock of a process that has ended is taken over', async () => {
  const name = lockName()
  leave(name, String(spawnSync(process.execPath, ['-e', '']).pid))
  expect(await withLock(name, async () => 'done')).toBe('done')
})

test('a lock older than five minutes is taken over, even if its owner lives', async () => {
  const name = lockName()
  leave(name, String(process.pid))
  const old = Date.now() / 1000 - 301
  utimesSync(join(root, name), old, old)
  expect(await withLock(name, async () => 'done')).toBe('done')
})
