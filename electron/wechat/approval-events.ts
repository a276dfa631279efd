import type { Approval, ApprovalNode } from '../../shared/wechat-event.ts';
import type { FieldTree } from '../../shared/wechat-message.ts';
import { record, treeOf, treesOf } from './fields.ts';

/** Reads `ApprovalInfo` of `open_approval_change` (protocol reference, 2.3). */
export function readApproval(approval: FieldTree): Approval {
  return {
    ...record(approval, {
      number: 'ThirdNo',
      templateId: 'OpenTemplateId',
      templateName: 'OpenSpName',
      status: 'OpenSpStatus',
      appliedAt: 'ApplyTime',
      currentStep: 'approverstep',
    }),
    applicant: record(approval, {
      userId: 'ApplyUserId',
      name: 'ApplyUserName',
      party: 'ApplyUserParty',
      image: 'ApplyUserImage',
    }),
    nodes: treesOf(treeOf(approval, 'ApprovalNodes'), 'ApprovalNode').map(readNode),
    notified: treesOf(treeOf(approval, 'NotifyNodes'), 'NotifyNode').map((node) => record(node, personFields)),
  };
}

const personFields = { userId: 'ItemUserId', name: 'ItemName', image: 'ItemImage' };
const itemFields = { ...personFields, status: 'ItemStatus', speech: 'ItemSpeech', decidedAt: 'ItemOpTime' };

function readNode(node: FieldTree): ApprovalNode {
  return {
    ...record(node, { status: 'NodeStatus', attribute: 'NodeAttr', type: 'NodeType' }),
    items: treesOf(treeOf(node, 'Items'), 'Item').map((item) => record(item, itemFields)),
  };
}
