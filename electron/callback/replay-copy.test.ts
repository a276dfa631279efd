import { expect, test } from 'vitest';
import { must } from '../../shared/test-result.ts';
import { replayKey } from '../store/tables/replay-key.ts';
import { parseMessage } from '../wechat/messages.ts';
import { copiedReplayKey, copyOfReplay } from './replay-copy.ts';

const key = replayKey('7', '0f9e2b1c-4a5d-4c3e-8b7a-112233445566');
const copied = (xml: string) => must(parseMessage(xml));

test.each([
  ['XML', '<xml><FromUserName><![CDATA[li]]></FromUserName><MsgType>text</MsgType><Content>a</Content></xml>'],
  ['XML with a head', '<?xml version="1.0"?>\n<xml>\n<FromUserName>li</FromUserName><MsgType>text</MsgType><Content>a</Content></xml>'],
  ['JSON', '{"FromUserName":"li","MsgType":"text","Content":"a","MsgId":4561255354251345929}'],
])('the copy of a replay in %s says which replay it is, and is the same message otherwise', (_, xml) => {
  const { fields, ...message } = copied(copyOfReplay(xml, key));
  const { fields: before, ...original } = copied(xml);
  expect(message).toEqual(original);
  expect([copiedReplayKey(fields), copiedReplayKey(before)]).toEqual([key, undefined]);
});

test('a name that is no replay’s is none', () => {
  expect(copiedReplayKey(copied('<xml><WeiguanReplay>1700000000 7 li</WeiguanReplay></xml>').fields)).toBeUndefined();
});
