/** The built page, served as `npm start` serves it. */
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pageServer } from '../../ui/serve/server.mjs'
import { pageFolder, preparePage } from '../../workshop/page.mjs'

/** See the file's header. */
export interface ServedPage {
  /** With a slash at the end. */
  readonly address: string
  close(): Promise<void>
}

/** Builds the page if need be and serves it on a free port. */
export async function servePage(): Promise<ServedPage> {
  await preparePage()
  const server: Server = pageServer(pageFolder)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
