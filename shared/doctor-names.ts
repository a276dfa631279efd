import type { CheckId } from './doctor.ts';
import { failure, translateFailure } from './failures.ts';
import type { Language, Localized } from './language.ts';
import type { Failure } from './result.ts';

/** What each check of the doctor is called. */
export const checkNames: Record<CheckId, Localized> = {
  clock: { 'zh-CN': '本机时间', en: 'Clock' },
  keychain: { 'zh-CN': '密钥库', en: 'Keychain' },
  network: { 'zh-CN': '网络与代理', en: 'Network and proxy' },
  token: { 'zh-CN': '获取 access_token', en: 'access_token' },
  'allow-list': { 'zh-CN': 'IP 白名单', en: 'IP allow-list' },
  app: { 'zh-CN': '应用权限', en: 'Permissions of the app' },
  tunnel: { 'zh-CN': '隧道', en: 'Tunnel' },
  'public-url': { 'zh-CN': '回调地址', en: 'Callback URL' },
  certificate: { 'zh-CN': '证书', en: 'Certificate' },
  latency: { 'zh-CN': '应答时间', en: 'Latency' },
  'callback-ips': { 'zh-CN': '微信回调 IP', en: 'Callback IPs of WeChat' },
  'last-message': { 'zh-CN': '最近一条消息', en: 'Last real message' },
};

/** What a check found wrong, in this language; a check that it waits for is named as people know it. */
export function translateFinding(found: Failure, language: Language): Failure {
  const check = found.params?.check;
  if (found.code !== 'doctor/needs' || check === undefined || !(check in checkNames)) return translateFailure(found, language);
  return failure('doctor/needs', { check: checkNames[check as CheckId][language] }, language);
}
