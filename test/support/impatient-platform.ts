import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { SandboxAccount } from '../../electron/simulator/account.ts';
import { createApiServer } from '../../electron/simulator/api-server.ts';
import { cardText } from '../../shared/template-card.ts';
import { type Sender, textMessage } from './wechat-sender.ts';

/** What became of a message that a person sent. */
export interface SentByPerson {
  mark: string;
  account: string;
  /** Whether the gateway said that it has it: an answer with HTTP 200 came back. */
  acknowledged: boolean;
  /** The text of the answer in the response, where there was one. */
  answer: string;
}

/**
 * Delivers one message as WeChat does, but in a hurry: three attempts in all, each given up after a moment, the next one
 * when the gateway has had time to come back.
 */
export async function deliverThrice(sender: () => Sender, message: { text: string; person: string; id: string }) {
  const { seal, keys } = sender();
  const sealed = seal(textMessage({ to: keys.receiverId, from: message.person, text: message.text, id: message.id }));
  for (let attempt = 1; attempt <= 3; attempt++) {
    const patience = AbortSignal.timeout(randomBetween(100, 800));
    const reply = await sender()
      .post(sealed, patience)
      .catch(() => undefined);
    if (reply?.status === 200) return { acknowledged: true, answer: reply.text };
    await setTimeout(randomBetween(200, 1000));
  }
  return { acknowledged: false, answer: '' };
}

export const randomBetween = (least: number, most: number) => least + Math.floor(Math.random() * (most - least));

/** The platform's API with one person for each account; remembers every text that it has taken. */
export async function openPlatformApi(accounts: SandboxAccount[]) {
  const taken: { account: string; text: string }[] = [];
  const server = createApiServer({
    accounts,
    clock: Date.now,
    random: randomBytes,
    onMessage: ({ account, text, card }) => taken.push({ account, text: card ? cardText(card) : text }),
    onBug: (error) => {
      throw error;
    },
  });
  const { url } = await server.listen({ host: '127.0.0.1', port: 0 });
  return { url, taken, server };
}
