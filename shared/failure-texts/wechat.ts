import { type FailureText, say } from './failure-text.ts';

/** Codes `wechat/-40001` … `wechat/-40011` are those of the official WXBizMsgCrypt libraries (protocol reference, 1.7). */
export const wechatFailures = {
  'wechat/-40001': say(
    '签名不符',
    '核对 Token 是否与微信后台一致；若一致，检查中间代理是否改动了网址或正文。',
    'The signature does not match',
    'Compare the Token with the one in the WeChat console; if they agree, look for a proxy that rewrites the query or the body.',
  ),
  'wechat/-40002': say(
    '正文不是可接受的 XML 或 JSON：{reason}',
    '检查正文是否为空、被截断，或被代理换成了网页；带有 DTD 或实体的 XML 一律拒收。',
    'The body is not acceptable XML or JSON: {reason}',
    'Check whether it is empty, cut, or replaced with a page by a proxy; XML with a DTD or entities is always refused.',
  ),
  'wechat/-40003': say(
    '签名计算失败',
    '这是内部错误，请附上日志反馈。',
    'The signature could not be computed',
    'This is an internal error: please report it with the log.',
  ),
  'wechat/-40004': say(
    'EncodingAESKey 不合法',
    'EncodingAESKey 为 43 位字母和数字，请从微信后台原样复制。',
    'The EncodingAESKey is not valid',
    'It has 43 letters and digits: copy it from the WeChat console as it is.',
  ),
  'wechat/-40005': say(
    '接收方不是本账号（收到 {received}）',
    '核对 CorpID 或 AppID；也可能是两个账号填了同一个回调地址。',
    'The message is addressed to another account ({received})',
    'Compare the CorpID or AppID; two accounts may share one callback URL.',
  ),
  'wechat/-40006': say(
    '加密失败',
    '这是内部错误，请附上日志反馈。',
    'Encryption failed',
    'This is an internal error: please report it with the log.',
  ),
  'wechat/-40007': say(
    '解密失败',
    'EncodingAESKey 与微信后台不一致，或密文不完整。',
    'The message cannot be decrypted',
    'The EncodingAESKey differs from the one in the WeChat console, or the ciphertext is cut.',
  ),
  'wechat/-40008': say(
    '解密后的内容不合法',
    '多半是 EncodingAESKey 与微信后台不一致。',
    'What was decrypted is not a message',
    'Most likely the EncodingAESKey differs from the one in the WeChat console.',
  ),
  'wechat/-40009': say(
    'Base64 编码失败',
    '这是内部错误，请附上日志反馈。',
    'Base64 encoding failed',
    'This is an internal error: please report it with the log.',
  ),
  'wechat/-40010': say(
    'Base64 解码失败',
    '密文受损，常见原因是代理把“+”变成了空格。',
    'The ciphertext is not base64',
    'It was damaged on the way, typically by a proxy that turns "+" into a space.',
  ),
  'wechat/-40011': say(
    '生成回复失败：{reason}',
    '这是内部错误，请附上日志反馈。',
    'The reply could not be built: {reason}',
    'This is an internal error: please report it with the log.',
  ),
} satisfies Record<string, FailureText>;
