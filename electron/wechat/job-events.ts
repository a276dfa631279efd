import type { MassResult, PublishResult, SubscribedTemplate } from '../../shared/wechat-event.ts';
import type { FieldTree } from '../../shared/wechat-message.ts';
import { partialRecord, record, textOf, textsOf, treeOf, treesOf } from './fields.ts';

/** Reads the fate of a mass message (protocol reference, 2.6). */
export function readMassResult(fields: FieldTree): MassResult {
  const copyright = treeOf(fields, 'CopyrightCheckResult');
  return {
    messageId: textOf(fields, 'MsgID', 'MsgId'),
    ...record(fields, { status: 'Status', total: 'TotalCount', filtered: 'FilterCount', sent: 'SentCount', failed: 'ErrorCount' }),
    copyrightState: textOf(copyright, 'CheckState'),
    copyright: treesOf(treeOf(copyright, 'ResultList'), 'item').map((item) => record(item, copyrightFields)),
    articles: treesOf(treeOf(treeOf(fields, 'ArticleUrlResult'), 'ResultList'), 'item').map((item) =>
      record(item, { article: 'ArticleIdx', url: 'ArticleUrl' }),
    ),
  };
}

const copyrightFields = {
  article: 'ArticleIdx',
  declared: 'UserDeclareState',
  audit: 'AuditState',
  originalUrl: 'OriginalArticleUrl',
  originalType: 'OriginalArticleType',
  canReprint: 'CanReprint',
  needReplace: 'NeedReplaceContent',
  needSource: 'NeedShowReprintSource',
};

/** Reads `PublishEventInfo` (protocol reference, 2.6). */
export function readPublishResult(published: FieldTree): PublishResult {
  return {
    ...record(published, { publishId: 'publish_id', status: 'publish_status', articleId: 'article_id' }),
    articles: treesOf(treeOf(published, 'article_detail'), 'item').map((item) => record(item, { article: 'idx', url: 'article_url' })),
    failedArticles: textsOf(published, 'fail_idx'),
  };
}

const templateLists = ['SubscribeMsgPopupEvent', 'SubscribeMsgChangeEvent', 'SubscribeMsgSentEvent'];

/** Reads the templates of a subscription event, whichever of the three it is; JSON may leave the wrapper out. */
export function readTemplates(fields: FieldTree): SubscribedTemplate[] {
  return treesOf({ ...fields, ...treeOf(fields, ...templateLists) }, 'List').map((item) => ({
    ...record(item, { templateId: 'TemplateId' }),
    ...partialRecord(item, {
      choice: 'SubscribeStatusString',
      scene: 'PopupScene',
      messageId: 'MsgID',
      errorCode: 'ErrorCode',
      errorStatus: 'ErrorStatus',
    }),
  }));
}
