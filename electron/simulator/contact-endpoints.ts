import type { SandboxAccount } from './account.ts';
import { type ApiError, type ApiRequest, type Endpoints, no } from './api-server-answer.ts';

/** The one department of the simulated enterprise; its own id, which no other has as a parent. */
const department = 1;

/** The calls that tell whom a WeCom app may see (protocol reference, 3.6): its sandbox's person, and nobody else. */
export function contactEndpoints(holder: (request: ApiRequest) => SandboxAccount | ApiError): Endpoints {
  return {
    'department/simplelist': {
      method: 'GET',
      platform: 'wecom',
      answer(request) {
        const account = holder(request);
        if ('errcode' in account) return account;
        return { errcode: 0, errmsg: 'ok', department_id: [{ id: department, parentid: 0, order: 1 }] };
      },
    },
    'user/simplelist': {
      method: 'GET',
      platform: 'wecom',
      answer(request) {
        const account = holder(request);
        if ('errcode' in account) return account;
        if (request.query.get('department_id') !== String(department)) return no(60003);
        return {
          errcode: 0,
          errmsg: 'ok',
          userlist: [{ userid: account.person, name: account.personName, department: [department] }],
        };
      },
    },
  };
}
