import { translateFailure } from '../../shared/failures.ts';
import { fill, type Language, type Localized, say } from '../../shared/language.ts';
import type { Failure } from '../../shared/result.ts';

/** All that the simulator says by itself. What WeChat shows on a phone is Chinese in every language. */
export const phrases = {
  entered: say('进入应用“{account}”', 'Opened the app "{account}"'),
  followed: say('关注了“{account}”', 'Followed "{account}"'),
  outOfService: say('该公众号提供的服务出现故障，请稍后再试', '该公众号提供的服务出现故障，请稍后再试'),
  buttonUpdated: say('按钮已更新：{name}', 'Button updated: {name}'),

  status: say('HTTP 状态 {status}', 'HTTP status {status}'),
  noAnswer: say('{ms} 毫秒内没有回应', 'No answer within {ms} ms'),
  notReached: say('连接失败（{reason}）', 'Not reached ({reason})'),
  closed: say('模拟器已停止', 'The simulator was stopped'),
  tooLarge: say('回复超过 {limit} 字节', 'The reply is larger than {limit} bytes'),
  notUtf8: say('回复不是 UTF-8', 'The reply is not UTF-8'),
  notEncrypted: say('此模式要求回复密文', 'This mode wants an encrypted reply'),
  encryptedInPlaintext: say('明文模式不接受密文回复', 'Plaintext mode takes no encrypted reply'),
  lacks: say('回复缺少 {name}', 'The reply lacks {name}'),
  wrongField: say('回复的 {name} 应为 {expected}', '{name} of the reply should be {expected}'),
  wrongCard: say('卡片无法更新：{name}', 'The card cannot be changed: {name}'),
  unknownKind: say('此处不能回复 {type} 类消息', 'A {type} reply is not possible here'),
  articleCount: say('图文应为 1 至 {limit} 条，且与 ArticleCount 一致', '1 to {limit} articles, as many as ArticleCount says'),
  textTooLong: say('文本超过 {limit} 字节', 'The text is longer than {limit} bytes'),
  refused: say('平台收到的回应：{reason}', 'What the platform got: {reason}'),
  wrongEcho: say('返回内容与 echostr 明文不一致', 'The answer is not exactly the echoed text'),
} satisfies Record<string, Localized>;

export type Phrase = keyof typeof phrases;

/** Something that went wrong, or that is told, to be put into words where the language is known. */
export type Problem = { phrase: Phrase; params?: Record<string, string> } | { failure: Failure };

export function inWords(problem: Problem, language: Language): string {
  if ('failure' in problem) return translateFailure(problem.failure, language).message;
  return fill(phrases[problem.phrase][language], problem.params);
}
