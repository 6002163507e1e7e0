// Everything the chat page itself says, in both languages. What the bot says comes from the server.

const zh = {
    htmlLang: 'zh-Hans',
    locale: 'zh-CN',
    assistantLine: '自动助手，不是真人 · 回“人工”找人',
    menu: '菜单',
    close: '关闭',
    conversation: '对话',
    messages: '对话记录',
    older: '看更早的消息',
    loadingOlder: '正在取更早的消息…',
    newMessages: '有新消息',
    writeHere: '有事就说，一句话也行',
    composerLabel: '写给工会的话',
    send: '发送',
    sendPhoto: '发送照片',
    choosePhoto: '选一张照片',
    photoTitle: '发这张照片？',
    photoHint: '照片里的拍摄地点等信息会先去掉。',
    photo: '照片',
    cancel: '取消',
    youSaid: '您：',
    theySaid: '助手：',
    sending: '正在发',
    waiting: '还没发出，会自动再发',
    sendNow: '马上再发',
    stored: '已记下',
    refused: '没发出去',
    refusedTooLong: '太长了，没发出去',
    refusedPhoto: '这张照片收不了',
    refusedExpired: '页面过期了，请刷新后再发',
    again: '再发一次',
    discard: '不发了',
    unfold: '展开',
    fold: '收起',
    offline: '没有网络，消息先存在手机里，联网自动发出',
    serverAway: '暂时连不上，消息先存在手机里，连上自动发出',
    notKept: '手机存不下了，发出去之前请别关这个页面',
    photoUnreadable: '这个文件打不开，换一张照片试试',
    left: (n) => `还能写 ${n} 个字`,
    tooLong: (n) => `多了 ${n} 个字，分两次发吧`,
    today: '今天',
    yesterday: '昨天',
    welcomeTitle: '到家了，有事您说',
    welcomeText: '工资、工伤、社保、困难、心里的事，想说什么都行，一句话就能开始。默认不告诉您的单位。',
    welcomeStarters: '不知道怎么开头？点一句改一改：',
    starters: ['工资拖了没发，该怎么办', '上班受了伤', '家里遇到难处，想问问帮扶', '心里难受，想找人聊聊'],
    welcomeDanger: '眼前有危险，请直接打 110 或 120。',
    always: '随时可以说',
    look: '看着更舒服',
    large: '大字',
    times: '显示时间',
    otherLanguage: 'English',
    commands: [
        { say: '进度', label: '进度', hint: '办到哪一步了' },
        { say: '催办', label: '催办', hint: '请人快一点' },
        { say: '人工', label: '人工', hint: '找真人说话' },
        { say: '谁能看到', label: '谁能看到', hint: '我的事谁看得到' },
        { say: '导出', label: '导出', hint: '拿一份我的记录' },
        { say: '隐私', label: '隐私', hint: '信息怎么用' },
        { say: '删除我的信息', label: '删除我的信息', hint: '会先跟您确认', grave: true },
    ],
};

const en = {
    htmlLang: 'en',
    locale: 'en-GB',
    assistantLine: 'Automatic assistant, not a person. Reply “human” to reach one.',
    menu: 'Menu',
    close: 'Close',
    conversation: 'Conversation',
    messages: 'Messages',
    older: 'Earlier messages',
    loadingOlder: 'Fetching earlier messages…',
    newMessages: 'New messages',
    writeHere: 'Tell us, one line is enough',
    composerLabel: 'Your message to the union',
    send: 'Send',
    sendPhoto: 'Send photo',
    choosePhoto: 'Choose a photo',
    photoTitle: 'Send this photo?',
    photoHint: 'Where and when it was taken is removed first.',
    photo: 'Photo',
    cancel: 'Cancel',
    youSaid: 'You:',
    theySaid: 'Assistant:',
    sending: 'Sending',
    waiting: 'Not sent yet, will try again by itself',
    sendNow: 'Try now',
    stored: 'Noted',
    refused: 'Not sent',
    refusedTooLong: 'Too long, not sent',
    refusedPhoto: 'This photo cannot be taken in',
    refusedExpired: 'This page has expired, please reload and send again',
    again: 'Send again',
    discard: 'Discard',
    unfold: 'Show all',
    fold: 'Show less',
    offline: 'No network. Your messages are kept on this phone and go out by themselves later',
    serverAway: 'Cannot reach us just now. Your messages are kept on this phone and go out by themselves',
    notKept: 'This phone’s storage is full, please keep the page open until it is sent',
    photoUnreadable: 'This file cannot be opened, please try another photo',
    left: (n) => `${n} characters left`,
    tooLong: (n) => `${n} characters too many, please send it in two parts`,
    today: 'Today',
    yesterday: 'Yesterday',
    welcomeTitle: 'You are home, tell us',
    welcomeText:
        'Pay, injury, insurance, hardship or a heavy heart: say anything, one line is enough to begin. By default your employer is not told.',
    welcomeStarters: 'Not sure how to begin? Tap a line and change it:',
    starters: ['My wages have not been paid', 'I was hurt at work', 'My family needs some help', 'I feel low and want to talk'],
    welcomeDanger: 'In danger right now? Please call 110 or 120.',
    always: 'You can always say',
    look: 'Easier to read',
    large: 'Large text',
    times: 'Show times',
    otherLanguage: '中文',
    // The words sent stay Chinese, because every union's word list knows those.
    commands: [
        { say: '进度', label: 'Progress', hint: 'How far it has come' },
        { say: '催办', label: 'Remind them', hint: 'Ask for more speed' },
        { say: '人工', label: 'A human', hint: 'Talk to a person' },
        { say: '谁能看到', label: 'Who can see', hint: 'Who may read my matter' },
        { say: '导出', label: 'Export', hint: 'A copy of my records' },
        { say: '隐私', label: 'Privacy', hint: 'How my data is used' },
        { say: '删除我的信息', label: 'Delete my data', hint: 'You will be asked first', grave: true },
    ],
};

export const languages = { zh, en };

export function firstLanguage(remembered, browserLanguage) {
    if (remembered === 'zh' || remembered === 'en') return remembered;
    return /^en\b/i.test(browserLanguage || '') ? 'en' : 'zh';
}

// Fills every element that names its words: data-say (text), data-say-label (aria-label and tooltip),
// data-say-hint (placeholder).
export function speak(root, words) {
    root.documentElement.lang = words.htmlLang;
    for (const node of root.querySelectorAll('[data-say]')) node.textContent = words[node.dataset.say];
    for (const node of root.querySelectorAll('[data-say-hint]')) node.placeholder = words[node.dataset.sayHint];
    for (const node of root.querySelectorAll('[data-say-label]')) {
        node.setAttribute('aria-label', words[node.dataset.sayLabel]);
        if (node.tagName === 'BUTTON') node.title = words[node.dataset.sayLabel];
    }
}
