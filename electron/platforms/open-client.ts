import type { Platform } from '../../shared/account.ts';
import type { Result } from '../../shared/result.ts';
import { openOfficialAccountClient } from './official-account.ts';
import type { PlatformClient, PlatformClientOptions } from './platform-client.ts';
import { openWecomClient } from './wecom.ts';

type Open = (options: PlatformClientOptions) => Promise<Result<PlatformClient>>;

const clients: Record<Platform, Open> = { wecom: openWecomClient, 'official-account': openOfficialAccountClient };

/** The client of an account, of whichever platform it is. Makes no call yet. */
export const openPlatformClient: Open = (options) => clients[options.account.platform](options);
