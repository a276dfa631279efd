import type { SandboxAccount } from './account.ts';
import { type ApiError, type ApiRequest, type Endpoints, no } from './api-server-answer.ts';

/** Addresses as the platform lists them: single ones and ranges (protocol reference, 3.6); these are for documentation. */
const callbackIps = ['192.0.2.10', '192.0.2.11', '198.51.100.*'];

/** The calls that ask the platform about itself and about the app (protocol reference, 3.6 and 3.8). */
export function platformEndpoints(holder: (request: ApiRequest) => SandboxAccount | ApiError): Endpoints {
  return {
    getcallbackip: {
      method: 'GET',
      platform: 'wecom',
      answer(request) {
        const account = holder(request);
        if ('errcode' in account) return account;
        return account.platform === 'wecom' ? { errcode: 0, errmsg: 'ok', ip_list: callbackIps } : { ip_list: callbackIps };
      },
    },
    'agent/get': {
      method: 'GET',
      platform: 'wecom',
      answer(request) {
        const account = holder(request);
        if ('errcode' in account) return account;
        const agentId = request.query.get('agentid');
        if (!agentId) return no(41011);
        if (agentId !== account.agentId) return no(301002);
        return {
          errcode: 0,
          errmsg: 'ok',
          agentid: Number(agentId),
          name: account.name,
          description: '',
          allow_userinfos: { user: [{ userid: account.person }] },
          close: 0,
          redirect_domain: '',
          report_location_flag: 0,
          isreportenter: 0,
          home_url: '',
        };
      },
    },
  };
}
