<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>TextFile</name>
    <message>
        <source>%1 does not exist.</source>
        <translation>%1&#x2009;不存在。</translation>
    </message>
    <message>
        <source>%1 is a folder; open a text file.</source>
        <translation>%1&#x2009;是文件夹；请打开文本文件。</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>无法读取&#x2009;%1：%2。</translation>
    </message>
    <message>
        <source>%1 is longer than %2 MB, the most this window opens. Use tokenarium-cli count: it streams files of any size.</source>
        <translation>%1&#x2009;超过&#x2009;%2 MB，这是本窗口可打开的上限。请用&#x2009;tokenarium-cli count，它能以流的方式处理任意大小的文件。</translation>
    </message>
    <message>
        <source>%1 does not look like a text file; its bytes are shown as they are.</source>
        <translation>%1&#x2009;看起来不是文本文件；它的字节将原样显示。</translation>
    </message>
    <message>
        <source>%1 has %2 places that are not valid %3, the first at byte %4. Every byte was kept; if the text looks wrong, choose another encoding at the bottom right.</source>
        <translation>%1&#x2009;中有&#x2009;%2&#x2009;处不是有效的&#x2009;%3，第一处在第&#x2009;%4&#x2009;字节。所有字节都已保留；如果文本显示不对，请在右下角另选编码。</translation>
    </message>
    <message>
        <source>%1 was not saved: %2. The text is still here; save it somewhere else.</source>
        <translation>%1&#x2009;未能保存：%2。文本仍在这里，请保存到别处。</translation>
    </message>
    <message>
        <source>%1 is a pipe or a device, not a file. Let tokenarium-cli read it: it streams.</source>
        <translation>%1&#x2009;是管道或设备，不是文件。请让&#x2009;tokenarium-cli&#x2009;来读，它以流的方式处理。</translation>
    </message>
</context>
<context>
    <name>TextPresenter</name>
    <message>
        <source>Token id %1</source>
        <translation>词元编号&#x2009;%1</translation>
    </message>
    <message>
        <source>Text: %1</source>
        <translation>文本：%1</translation>
    </message>
    <message>
        <source>Bytes: %1</source>
        <translation>字节：%1</translation>
    </message>
    <message>
        <source>Unknown: not in the vocabulary</source>
        <translation>未知：不在词表中</translation>
    </message>
    <message>
        <source>Bytes %1 to %2 of the %3 of %4 (%5); its ids: %6</source>
        <translation>%4（%5）共&#x2009;%3&#x2009;个字节，本词元含第&#x2009;%1&#x2009;至&#x2009;%2&#x2009;个；它的编号：%6</translation>
    </message>
</context>
<context>
    <name>tokenarium::AboutPage</name>
    <message>
        <source>GPU: %1, %2 GB.</source>
        <translation>GPU：%1，%2 GB。</translation>
    </message>
    <message>
        <source>No GPU is used: this copy was built without the CUDA toolkit.</source>
        <translation>未使用&#x2009;GPU：本程序编译时没有&#x2009;CUDA&#x2009;工具包。</translation>
    </message>
    <message>
        <source>No GPU is used: the GPU module belongs to another version of the program.</source>
        <translation>未使用&#x2009;GPU：GPU&#x2009;模块属于本程序的另一个版本。</translation>
    </message>
    <message>
        <source>No GPU is used: no NVIDIA driver was found.</source>
        <translation>未使用&#x2009;GPU：没有找到&#x2009;NVIDIA&#x2009;驱动程序。</translation>
    </message>
    <message>
        <source>No GPU is used: the NVIDIA driver supports CUDA %1, and CUDA %2 is needed; update the driver.</source>
        <translation>未使用&#x2009;GPU：NVIDIA&#x2009;驱动程序只支持&#x2009;CUDA %1，而这里需要&#x2009;CUDA %2；请更新驱动程序。</translation>
    </message>
    <message>
        <source>No GPU is used: the NVIDIA driver found no usable card.</source>
        <translation>未使用&#x2009;GPU：NVIDIA&#x2009;驱动程序没有找到可用的显卡。</translation>
    </message>
    <message>
        <source>A free program in which people see AI tokens: how a model reads, offline, on an ordinary computer. Nothing you type leaves it.</source>
        <translation>一个自由软件，让人看见&#x2009;AI&#x2009;的词元（Token）：模型怎样阅读。离线运行，普通电脑即可；您输入的内容不会离开这台电脑。</translation>
    </message>
    <message>
        <source>Licence: GPL-3.0-or-later. Built on Qt %1, Qt Charts and ICU; see NOTICE for everything used.</source>
        <translation>许可证：GPL-3.0-or-later。基于&#x2009;Qt %1、Qt Charts&#x2009;和&#x2009;ICU；所用的全部组件见&#x2009;NOTICE。</translation>
    </message>
    <message>
        <source>Everything here runs on the processor.</source>
        <translation>这里的一切都在处理器上运行。</translation>
    </message>
    <message>
        <source>Vocabularies</source>
        <translation>词表</translation>
    </message>
    <message>
        <source>They are their makers&apos; work and come from pinned packages, checked by hash when the program is built.</source>
        <translation>词表是各自作者的作品，来自固定版本的软件包，编译时用哈希值校验。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Used by</source>
        <translation>使用者</translation>
    </message>
    <message>
        <source>Algorithm</source>
        <translation>算法</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>条目数</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>here</source>
        <translation>已安装</translation>
    </message>
    <message>
        <source>missing: run ./run with a network once</source>
        <translation>缺失：联网运行一次&#x2009;./run</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>byte-level byte-pair encoding</source>
        <translation>字节级字节对编码（BPE）</translation>
    </message>
    <message>
        <source>one token for each byte</source>
        <translation>每个字节一个词元</translation>
    </message>
    <message>
        <source>one token for each code point</source>
        <translation>每个码位一个词元</translation>
    </message>
    <message>
        <source>built in</source>
        <translation>内置</translation>
    </message>
</context>
<context>
    <name>tokenarium::ByteBoxes</name>
    <message>
        <source>bytes of this token: %1</source>
        <translation>本词元的字节：%1</translation>
    </message>
    <message>
        <source>bytes of token %1: %2</source>
        <translation>词元&#x2009;%1&#x2009;的字节：%2</translation>
    </message>
</context>
<context>
    <name>tokenarium::CommandPalette</name>
    <message>
        <source>Find a command</source>
        <translation>查找命令</translation>
    </message>
    <message>
        <source>Type what you want to do</source>
        <translation>输入您想做的事</translation>
    </message>
    <message>
        <source>%1   (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Commands found</source>
        <translation>找到的命令</translation>
    </message>
</context>
<context>
    <name>tokenarium::FindBar</name>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Text to find</source>
        <translation>要查找的文本</translation>
    </message>
    <message>
        <source>Match &amp;case</source>
        <translation>区分大小写(&amp;C)</translation>
    </message>
    <message>
        <source>Previous match (Shift+Enter)</source>
        <translation>上一个（Shift+Enter）</translation>
    </message>
    <message>
        <source>Next match (Enter)</source>
        <translation>下一个（Enter）</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭（Esc）</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>%1 matches</source>
        <translation>%1&#x2009;处</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>第&#x2009;%1&#x2009;处，共&#x2009;%2&#x2009;处</translation>
    </message>
</context>
<context>
    <name>tokenarium::MainWindow</name>
    <message>
        <source>New text</source>
        <translation>新建文本</translation>
    </message>
    <message>
        <source>The vocabulary of %1 is not installed; the text is shown as bytes. Run ./run once with a network to fetch it.</source>
        <translation>%1&#x2009;的词表没有安装，文本按字节显示。请联网运行一次&#x2009;./run&#x2009;来获取。</translation>
    </message>
    <message>
        <source>Your choices will not be there at the next start: %1 cannot be written.</source>
        <translation>下次启动时将不记得您的选择：无法写入&#x2009;%1。</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>Rooms</source>
        <translation>房间</translation>
    </message>
    <message>
        <source>Prompt strip</source>
        <translation>提示词条</translation>
    </message>
    <message>
        <source>tokenizing…</source>
        <translation>正在切分…</translation>
    </message>
    <message>
        <source>%1 tokens · %2 of %3</source>
        <translation>%1&#x2009;个词元 · 占&#x2009;%3&#x2009;的&#x2009;%2</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>Open a text file</source>
        <translation>打开文本文件</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>打开&#x2009;%1</translation>
    </message>
    <message>
        <source>Save the text</source>
        <translation>保存文本</translation>
    </message>
    <message>
        <source>Save as UTF-8?</source>
        <translation>保存为&#x2009;UTF-8？</translation>
    </message>
    <message>
        <source>%1 cannot hold every character of this text. Save it as UTF-8 instead?</source>
        <translation>%1&#x2009;无法表示本文的全部字符。改为保存成&#x2009;UTF-8&#x2009;吗？</translation>
    </message>
    <message>
        <source>English prose</source>
        <translation>英文散文</translation>
    </message>
    <message>
        <source>Chinese prose</source>
        <translation>中文散文</translation>
    </message>
    <message>
        <source>A mixed page</source>
        <translation>中英混排</translation>
    </message>
    <message>
        <source>Code, two and four spaces</source>
        <translation>代码：两格与四格缩进</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>Emoji with joiners</source>
        <translation>带连接符的表情</translation>
    </message>
    <message>
        <source>Open a sample</source>
        <translation>打开示例</translation>
    </message>
    <message>
        <source>Go to room: %1</source>
        <translation>前往房间：%1</translation>
    </message>
    <message>
        <source>Open sample: %1</source>
        <translation>打开示例：%1</translation>
    </message>
    <message>
        <source>Use tokenizer: %1</source>
        <translation>使用分词器：%1</translation>
    </message>
    <message>
        <source>Save before closing?</source>
        <translation>关闭前保存吗？</translation>
    </message>
    <message>
        <source>%1 has changes that are not in the file yet.</source>
        <translation>%1&#x2009;有尚未写入文件的改动。</translation>
    </message>
    <message>
        <source>Colour by: %1</source>
        <translation>着色依据：%1</translation>
    </message>
    <message>
        <source>Not saved: %1 cannot hold %2 characters of this text. Save it as UTF-8, which holds all of them.</source>
        <translation>未保存：%1&#x2009;无法表示本文中的&#x2009;%2&#x2009;个字符。请保存为&#x2009;UTF-8，它能表示全部字符。</translation>
    </message>
</context>
<context>
    <name>tokenarium::MessageBar</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
    </message>
</context>
<context>
    <name>tokenarium::PromptStripWidget</name>
    <message>
        <source>Token %1 of %2</source>
        <translation>第&#x2009;%1&#x2009;个词元，共&#x2009;%2&#x2009;个</translation>
    </message>
    <message>
        <source>token %1 is lit</source>
        <translation>第&#x2009;%1&#x2009;个词元被点亮</translation>
    </message>
    <message>
        <source>Prompt strip</source>
        <translation>提示词条</translation>
    </message>
</context>
<context>
    <name>tokenarium::Session</name>
    <message>
        <source>The text would be longer than %1 MB, the most this window edits. Use tokenarium-cli for longer files: it streams them.</source>
        <translation>文本将超过&#x2009;%1 MB，这是本窗口可编辑的上限。更长的文件请用&#x2009;tokenarium-cli，它以流的方式处理。</translation>
    </message>
</context>
<context>
    <name>tokenarium::SessionStore</name>
    <message>
        <source>cannot create the folder %1</source>
        <translation>无法创建文件夹&#x2009;%1</translation>
    </message>
    <message>
        <source>another Tokenarium window is open; only that one keeps its text for the next start</source>
        <translation>另一个&#x2009;Tokenarium&#x2009;窗口已打开，只有那个窗口会为下次启动保留文本</translation>
    </message>
    <message>
        <source>cannot write in the folder %1</source>
        <translation>无法写入文件夹&#x2009;%1</translation>
    </message>
    <message>
        <source>cannot write %1: %2</source>
        <translation>无法写入&#x2009;%1：%2</translation>
    </message>
    <message>
        <source>The text will not be there at the next start: %1.</source>
        <translation>下次启动时文本将不会保留：%1。</translation>
    </message>
</context>
<context>
    <name>tokenarium::StatusLine</name>
    <message>
        <source>Context window</source>
        <translation>上下文窗口</translation>
    </message>
    <message>
        <source>How many tokens a model can read at once</source>
        <translation>模型一次能读多少个词元</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>The encoding the file was read in; choose another one when the text looks wrong</source>
        <translation>读取文件所用的编码；文本显示不对时请另选一个</translation>
    </message>
    <message>
        <source>Share of the context window that this text fills</source>
        <translation>本文占上下文窗口的比例</translation>
    </message>
    <message>
        <source>Computed: tokens divided by words, and by characters</source>
        <translation>计算得出：词元数除以词数，以及除以字符数</translation>
    </message>
    <message>
        <source>Characters as a person counts them (Unicode grapheme clusters)</source>
        <translation>人所数的字符（Unicode&#x2009;字素簇）</translation>
    </message>
    <message>
        <source>Words as Unicode and ICU&apos;s dictionaries find them, also in Chinese and Thai</source>
        <translation>按&#x2009;Unicode&#x2009;规则和&#x2009;ICU&#x2009;词典划分的词，中文和泰文也包括在内</translation>
    </message>
    <message>
        <source>Length in UTF-8</source>
        <translation>UTF-8&#x2009;编码的长度</translation>
    </message>
    <message>
        <source>Tokens: %1</source>
        <translation>词元：%1</translation>
    </message>
    <message>
        <source>Characters: %1</source>
        <translation>字符：%1</translation>
    </message>
    <message>
        <source>Words: %1</source>
        <translation>词：%1</translation>
    </message>
    <message>
        <source>Bytes: %1</source>
        <translation>字节：%1</translation>
    </message>
    <message>
        <source>%1 per word · %2 per character</source>
        <translation>每词&#x2009;%1 · 每字符&#x2009;%2</translation>
    </message>
    <message>
        <source>– per word · – per character</source>
        <translation>每词 – · 每字符 –</translation>
    </message>
    <message>
        <source>%1 of</source>
        <translation>占比&#x2009;%1，窗口</translation>
    </message>
    <message>
        <source>… of</source>
        <translation>占比 …，窗口</translation>
    </message>
    <message>
        <source>%1 invalid bytes in</source>
        <translation>%1&#x2009;个无效字节，编码</translation>
    </message>
    <message>
        <source>Detected:</source>
        <translation>检测到：</translation>
    </message>
    <message>
        <source>Read as:</source>
        <translation>读取为：</translation>
    </message>
</context>
<context>
    <name>tokenarium::TextPage</name>
    <message>
        <source>typing</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>deleting</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>pasting</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>cutting</source>
        <translation>剪切</translation>
    </message>
    <message>
        <source>dropping</source>
        <translation>拖放</translation>
    </message>
    <message>
        <source>replacing</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>plain bytes</source>
        <translation>纯字节</translation>
    </message>
    <message>
        <source>plain characters</source>
        <translation>纯字符</translation>
    </message>
    <message>
        <source>%1 (not installed)</source>
        <translation>%1（未安装）</translation>
    </message>
    <message>
        <source>Needs %1. Run ./run once with a network to fetch it.</source>
        <translation>需要&#x2009;%1。请联网运行一次&#x2009;./run&#x2009;来获取。</translation>
    </message>
    <message>
        <source>A vocab.txt of your own…</source>
        <translation>您自己的&#x2009;vocab.txt…</translation>
    </message>
    <message>
        <source>Each coloured chip is one token: the model never sees letters, only the numbers of these chips, out of a vocabulary of %1.</source>
        <translation>每个彩色小块就是一个词元（Token）：模型看不到字母和汉字，只看到这些小块在词表（共&#x2009;%1&#x2009;项）中的编号。</translation>
    </message>
    <message>
        <source>Open a vocabulary</source>
        <translation>打开词表</translation>
    </message>
    <message>
        <source>BERT vocabularies (*.txt);;All files (*)</source>
        <translation>BERT&#x2009;词表 (*.txt);;所有文件 (*)</translation>
    </message>
    <message>
        <source>alternating</source>
        <translation>交替</translation>
    </message>
    <message>
        <source>same id, same colour</source>
        <translation>编号相同则同色</translation>
    </message>
    <message>
        <source>length in bytes</source>
        <translation>字节长度</translation>
    </message>
    <message>
        <source>script</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>rarity</source>
        <translation>罕见程度</translation>
    </message>
    <message>
        <source>1 byte</source>
        <translation>1&#x2009;字节</translation>
    </message>
    <message>
        <source>16 bytes and more</source>
        <translation>16&#x2009;字节及以上</translation>
    </message>
    <message>
        <source>learned first: common</source>
        <translation>最先学到：常见</translation>
    </message>
    <message>
        <source>learned last: rare</source>
        <translation>最后学到：罕见</translation>
    </message>
    <message>
        <source>Latin</source>
        <translation>拉丁</translation>
    </message>
    <message>
        <source>Han</source>
        <translation>汉字</translation>
    </message>
    <message>
        <source>Kana, Hangul</source>
        <translation>假名、谚文</translation>
    </message>
    <message>
        <source>Cyrillic, Greek</source>
        <translation>西里尔、希腊</translation>
    </message>
    <message>
        <source>Arabic, Hebrew</source>
        <translation>阿拉伯、希伯来</translation>
    </message>
    <message>
        <source>other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Tokenizing %1 MB…</source>
        <translation>正在切分&#x2009;%1 MB…</translation>
    </message>
    <message>
        <source>Tokenizing was cancelled: the text is here, without its tokens.</source>
        <translation>切分已取消：文本在这里，但没有词元。</translation>
    </message>
    <message>
        <source>Tokenize now</source>
        <translation>现在切分</translation>
    </message>
    <message>
        <source>&amp;Tokenizer</source>
        <translation>分词器(&amp;T)</translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation>分词器</translation>
    </message>
    <message>
        <source>&amp;Colour by</source>
        <translation>着色依据(&amp;C)</translation>
    </message>
    <message>
        <source>Colour by</source>
        <translation>着色依据</translation>
    </message>
    <message>
        <source>Text with its tokens</source>
        <translation>文本及其词元</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>These tokens were not learned, so none is rarer than another.</source>
        <translation>这些词元不是学习得到的，所以没有哪个更罕见。</translation>
    </message>
</context>
<context>
    <name>tokenarium::TintLegend</name>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
</context>
<context>
    <name>tokenarium::TokenExplanation</name>
    <message>
        <source>[UNK] stands for “unknown”: the vocabulary cannot spell this text, so the model never learns what was written here.</source>
        <translation>[UNK]&#x2009;表示“未知”：词表拼不出这段文本，所以模型永远不知道这里写的是什么。</translation>
    </message>
    <message>
        <source>A special token: it stands for no text of its own but tells the model something, such as where a text begins or ends.</source>
        <translation>特殊词元：它本身不代表文本，而是告诉模型一些事情，例如文本从哪里开始、到哪里结束。</translation>
    </message>
    <message>
        <source>“%1” has %2 bytes, and the vocabulary has no single token for them: this token holds %3 of them. The model puts the character together from %4 tokens.</source>
        <translation>“%1”有&#x2009;%2&#x2009;个字节，词表里没有一个词元能单独代表它们：本词元含其中&#x2009;%3&#x2009;个字节。模型要用&#x2009;%4&#x2009;个词元拼出这个字符。</translation>
    </message>
    <message>
        <source>These bytes are not valid UTF-8, so they are no character. They are kept exactly as they are.</source>
        <translation>这些字节不是有效的&#x2009;UTF-8，因此不是字符。它们会原样保留。</translation>
    </message>
    <message>
        <source>White space is text, too: this single character costs a token of its own.</source>
        <translation>空白也是文本：这一个字符独占一个词元。</translation>
    </message>
    <message>
        <source>A run of %1 white space characters that the vocabulary knows as one token. Indented code is full of these.</source>
        <translation>连续&#x2009;%1&#x2009;个空白字符，词表把它们当作一个词元。缩进的代码里到处都是。</translation>
    </message>
    <message>
        <source>The mark ## in the vocabulary says that this token continues a word that began before it.</source>
        <translation>词表里的&#x2009;##&#x2009;记号表示：这个词元接续前面已经开始的词。</translation>
    </message>
    <message>
        <source>The space in front belongs to the token. The same letters without it are another token with another id.</source>
        <translation>前面的空格也属于这个词元。同样的字母不带空格，是另一个词元，编号也不同。</translation>
    </message>
    <message>
        <source>Invisible characters join or change the picture here. They are bytes like all others and take part in tokens.</source>
        <translation>这里有不可见的字符在连接或改变图形。它们和其他字节一样，也参与构成词元。</translation>
    </message>
    <message>
        <source>One digit as a token of its own.</source>
        <translation>一个数字独占一个词元。</translation>
    </message>
    <message>
        <source>%1 digits as one token: the model sees this group as a whole, not its digits one by one.</source>
        <translation>%1&#x2009;位数字合成一个词元：模型看到的是这一组整体，而不是一位一位的数字。</translation>
    </message>
    <message>
        <source>%1 characters that stand together so often that the vocabulary has one token for them.</source>
        <translation>这&#x2009;%1&#x2009;个字符经常连在一起，词表就用一个词元表示它们。</translation>
    </message>
    <message>
        <source>Before looking it up the tokenizer simplified the text (lower case, no accents); the vocabulary&apos;s entry is what the model sees.</source>
        <translation>查词表之前，分词器先简化了文本（小写、去掉重音符号）；模型看到的是词表中的条目。</translation>
    </message>
    <message>
        <source>One character that the vocabulary knows as a token of its own.</source>
        <translation>这一个字符在词表中自成一个词元。</translation>
    </message>
    <message>
        <source>Characters that stand together so often that the vocabulary has one token for them. The model sees one number, not the letters.</source>
        <translation>这些字符经常连在一起，词表就用一个词元表示它们。模型看到的是一个编号，而不是字母。</translation>
    </message>
    <message>
        <source>One byte as a token of its own.</source>
        <translation>一个字节独占一个词元。</translation>
    </message>
</context>
<context>
    <name>tokenarium::TokenInspector</name>
    <message>
        <source>What am I seeing?</source>
        <translation>我看到的是什么？</translation>
    </message>
    <message>
        <source>Inspector: one token</source>
        <translation>检视：一个词元</translation>
    </message>
    <message>
        <source>No token chosen</source>
        <translation>尚未选中词元</translation>
    </message>
    <message>
        <source>Point at a token, or move the caret onto one. A click pins it, Esc lets go.</source>
        <translation>把鼠标移到一个词元上，或把光标移过去。单击固定，按&#x2009;Esc&#x2009;放开。</translation>
    </message>
    <message>
        <source>A token is what the model reads instead of letters: a number for a few bytes of text.</source>
        <translation>词元是模型代替字母和汉字来读的东西：用一个编号代表几个字节的文本。</translation>
    </message>
    <message>
        <source>Token %1</source>
        <translation>词元&#x2009;%1</translation>
    </message>
    <message>
        <source>Pinned. Esc lets go.</source>
        <translation>已固定。按&#x2009;Esc&#x2009;放开。</translation>
    </message>
    <message>
        <source>At the caret</source>
        <translation>光标处</translation>
    </message>
    <message>
        <source>Under the mouse</source>
        <translation>鼠标下</translation>
    </message>
    <message>
        <source>⚠ Unknown: not in the vocabulary</source>
        <translation>⚠ 未知：不在词表中</translation>
    </message>
    <message>
        <source>Special token</source>
        <translation>特殊词元</translation>
    </message>
    <message>
        <source>Unused entry of the vocabulary</source>
        <translation>词表中未使用的条目</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>stands for no text</source>
        <translation>不代表任何文本</translation>
    </message>
    <message>
        <source>byte %1</source>
        <translation>字节&#x2009;%1</translation>
    </message>
    <message>
        <source>bytes %1 to %2</source>
        <translation>字节&#x2009;%1&#x2009;至&#x2009;%2</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>排名</translation>
    </message>
    <message>
        <source>%1 of %2 in order of learning</source>
        <translation>学习顺序第&#x2009;%1，共&#x2009;%2</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>条目</translation>
    </message>
    <message>
        <source>Characters and their bytes</source>
        <translation>字符及其字节</translation>
    </message>
    <message>
        <source>… and %1 more characters</source>
        <translation>……另有&#x2009;%1&#x2009;个字符</translation>
    </message>
    <message>
        <source>How it was merged (%1)</source>
        <translation>合并过程（%1）</translation>
    </message>
</context>
<context>
    <name>tokenarium::TokenTextEdit</name>
    <message>
        <source>No token at the caret.</source>
        <translation>光标处没有词元。</translation>
    </message>
    <message>
        <source>Unknown token %1, number %2.</source>
        <translation>未知词元&#x2009;%1，第&#x2009;%2&#x2009;个。</translation>
    </message>
    <message>
        <source>Token %1, number %2.</source>
        <translation>词元&#x2009;%1，第&#x2009;%2&#x2009;个。</translation>
    </message>
    <message>
        <source>Text shown as tokens. Tab types a tab; Ctrl+Tab or F6 leaves the text.</source>
        <translation>以词元显示的文本。Tab&#x2009;键输入制表符；Ctrl+Tab&#x2009;或&#x2009;F6&#x2009;离开文本。</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>剪切(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>粘贴(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>删除(&amp;D)</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>全选(&amp;A)</translation>
    </message>
</context>
<context>
    <name>tokenarium::TokenizerChart</name>
    <message>
        <source>tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>not installed</source>
        <translation>未安装</translation>
    </message>
    <message>
        <source>Tokens of this text. No learned vocabulary is installed to compare with.</source>
        <translation>本文的词元数。没有安装可比较的学习得到的词表。</translation>
    </message>
    <message>
        <source>No text yet: every tokenizer needs 0 tokens</source>
        <translation>还没有文本：每个分词器都是&#x2009;0&#x2009;个词元</translation>
    </message>
    <message>
        <source>All learned vocabularies need the same number of tokens: %1</source>
        <translation>所有学习得到的词表所需词元数相同：%1</translation>
    </message>
    <message>
        <source>%1 sees nothing here; %2 needs %3 tokens</source>
        <translation>%1&#x2009;在这里什么也看不到；%2&#x2009;需要&#x2009;%3&#x2009;个词元</translation>
    </message>
    <message>
        <source>%1 needs the fewest tokens: %2; %3 needs %4 more</source>
        <translation>%1&#x2009;所需词元最少：%2；%3&#x2009;多&#x2009;%4&#x2009;个</translation>
    </message>
    <message>
        <source>%1 needs the fewest tokens: %2; %3 needs %4× as many</source>
        <translation>%1&#x2009;所需词元最少：%2；%3&#x2009;是它的&#x2009;%4&#x2009;倍</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1&#x2009;个词元</translation>
    </message>
    <message>
        <source>%1 (shown): %2</source>
        <translation>%1（当前）：%2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Tokens per tokenizer</source>
        <translation>各分词器的词元数</translation>
    </message>
    <message>
        <source>%1 (%2): %3</source>
        <translation>%1（%2）：%3</translation>
    </message>
    <message>
        <source>Counting the tokens of this text…</source>
        <translation>正在统计本文的词元…</translation>
    </message>
</context>
<context>
    <name>tokenarium::WindowActions</name>
    <message>
        <source>&amp;Open…</source>
        <translation>打开(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation>另存为(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;New text</source>
        <translation>新建文本(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>剪切(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>粘贴(&amp;P)</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>全选(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Find in the text</source>
        <translation>在文本中查找(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Larger</source>
        <translation>放大(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Smaller</source>
        <translation>缩小(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Usual size</source>
        <translation>原始大小(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Present</source>
        <translation>演示(&amp;P)</translation>
    </message>
    <message>
        <source>Find a &amp;command</source>
        <translation>查找命令(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;About Tokenarium</source>
        <translation>关于&#x2009;Tokenarium(&amp;A)</translation>
    </message>
    <message>
        <source>As the &amp;system says</source>
        <translation>跟随系统(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>Light window</source>
        <translation>浅色窗口</translation>
    </message>
    <message>
        <source>Dark window</source>
        <translation>深色窗口</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Open a &amp;sample</source>
        <translation>打开示例(&amp;S)</translation>
    </message>
</context>
</TS>
