<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>FleetAnswer</name>
    <message>
        <source>The weights and the cache of one request do not fit into the memory of a server.</source>
        <translation>权重与一个请求的缓存放不进一台服务器的显存。</translation>
    </message>
    <message>
        <source>Even a single request takes longer for a token than the target allows.</source>
        <translation>即使只有一个请求，每个词元的时间也超过目标。</translation>
    </message>
    <message>
        <source>Reading the prompt alone takes longer than the time to the first token may.</source>
        <translation>仅读提示词就超过了允许的首词元延迟。</translation>
    </message>
    <message>
        <source>More than a million places would be needed.</source>
        <translation>需要一百万个以上的席位。</translation>
    </message>
</context>
<context>
    <name>LadderWords</name>
    <message>
        <source>one thread each</source>
        <translation>每个数一个线程</translation>
    </message>
    <message>
        <source>side by side</source>
        <translation>左右并排</translation>
    </message>
    <message>
        <source>shared tiles</source>
        <translation>共享的小块</translation>
    </message>
    <message>
        <source>results in registers</source>
        <comment>of a thread of a GPU</comment>
        <translation>结果留在寄存器</translation>
    </message>
    <message>
        <source>tensor cores</source>
        <translation>张量核心</translation>
    </message>
    <message>
        <source>three loops</source>
        <translation>三重循环</translation>
    </message>
    <message>
        <source>another loop order</source>
        <translation>换个循环次序</translation>
    </message>
    <message>
        <source>vectors</source>
        <translation>向量</translation>
    </message>
    <message>
        <source>results in registers</source>
        <comment>of a processor</comment>
        <translation>结果留在寄存器</translation>
    </message>
    <message>
        <source>all threads</source>
        <translation>所有线程</translation>
    </message>
    <message>
        <source>Every number of the result has a thread of its own: a million at once, where a processor has a handful. But the 32 threads that run together stand below each other: for each number of a they need a whole line of memory.</source>
        <translation>结果的每个数都有自己的线程：处理器只有几个，这里一次就有上百万。但一起运行的 32 个线程上下排列：a 的每个数都要取一整行内存。</translation>
    </message>
    <message>
        <source>Only row and column have changed places. The 32 threads now stand side by side: they need one number of a for all of them, and 32 numbers of b that are one line of memory.</source>
        <translation>只是行和列换了位置。现在 32 个线程左右并排：它们共用 a 的一个数，而 b 的 32 个数正好是一行内存。</translation>
    </message>
    <message>
        <source>A block of 1,024 threads loads a square of a and a square of b once, into memory of its own that answers at once; each number is then used 32 times.</source>
        <translation>一块 1,024 个线程把 a 和 b 各一个方块只取一次，放进自己那块立即可读的内存；每个数随后用 32 次。</translation>
    </message>
    <message>
        <source>Every thread makes 64 results and keeps them in registers: 16 numbers are loaded for 64 multiply-adds. Now the multiplying, no longer the loading, takes the time.</source>
        <translation>每个线程算 64 个结果并留在寄存器里：取 16 个数做 64 次乘加。现在花时间的是乘法，而不再是取数。</translation>
    </message>
    <message>
        <source>Special units multiply whole little matrices: one instruction of 32 threads does 2,048 multiply-adds, with numbers of 16 bits (the sums keep 32). This is what models run on.</source>
        <translation>专门的单元一次乘整个小矩阵：32 个线程的一条指令做 2,048 次乘加，用 16 位的数（和仍是 32 位）。模型就运行在它上面。</translation>
    </message>
    <message>
        <source>As in the school book: a row of a times a column of b. Down a column every number lies in another line of memory, so of each 64 bytes that are fetched 4 are used.</source>
        <translation>如课本所写：a 的一行乘 b 的一列。沿着列往下，每个数都在另一行内存里，所以取来的 64 个字节只用到 4 个。</translation>
    </message>
    <message>
        <source>The same multiplications in another order: the innermost loop walks along rows of b and c, and uses every line of memory from end to end.</source>
        <translation>同样的乘法，换个次序：最内层循环沿着 b 和 c 的行走，每行内存从头到尾都用上。</translation>
    </message>
    <message>
        <source>One instruction works on a vector of 4, 8 or 16 numbers, as wide as this processor has them. As many bytes, far fewer instructions.</source>
        <translation>一条指令处理一个含 4、8 或 16 个数的向量，处理器有多宽就用多宽。字节一样多，指令少得多。</translation>
    </message>
    <message>
        <source>A small tile of the result stays in registers until it is finished, and the piece of b it needs stays in the nearest cache: few bytes for many multiply-adds. This is the product that every model in this program uses.</source>
        <translation>结果的一小块在算完之前一直留在寄存器里，它需要的那部分 b 留在最近的缓存里：很少的字节做很多次乘加。本程序的每个模型用的就是这个乘法。</translation>
    </message>
    <message>
        <source>All cores share the rows of the result. That was the processor&apos;s last step: where two threads share one core, or other programs are busy, it gains little.</source>
        <translation>所有核分担结果的各行。这是处理器的最后一步：若两个线程共用一个核，或其他程序正忙，收获就很小。</translation>
    </message>
    <message>
        <source>read now</source>
        <translation>正在读</translation>
    </message>
    <message>
        <source>fetched, not used</source>
        <translation>取来却没用</translation>
    </message>
    <message>
        <source>results of 4 (really 32) threads</source>
        <translation>4 个（实为 32 个）线程的结果</translation>
    </message>
    <message>
        <source>read by one thread</source>
        <translation>一个线程读的</translation>
    </message>
    <message>
        <source>shared by the block</source>
        <translation>整块线程共享</translation>
    </message>
    <message>
        <source>results of the block</source>
        <translation>整块的结果</translation>
    </message>
    <message>
        <source>results of one thread</source>
        <translation>一个线程的结果</translation>
    </message>
    <message>
        <source>read</source>
        <translation>读取</translation>
    </message>
    <message>
        <source>the result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>kept for a whole row</source>
        <translation>一整行都留着</translation>
    </message>
    <message>
        <source>read and written</source>
        <translation>读了又写</translation>
    </message>
    <message>
        <source>read at once</source>
        <translation>一次读取</translation>
    </message>
    <message>
        <source>read and written at once</source>
        <translation>一次读了又写</translation>
    </message>
    <message>
        <source>kept in the cache</source>
        <translation>留在缓存里</translation>
    </message>
    <message>
        <source>kept in registers</source>
        <translation>留在寄存器里</translation>
    </message>
    <message>
        <source>in registers of two cores</source>
        <translation>在两个核的寄存器里</translation>
    </message>
</context>
<context>
    <name>LoopValues</name>
    <message>
        <source>1 token</source>
        <translation>1 个词元</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个词元</translation>
    </message>
    <message>
        <source>temperature %1</source>
        <translation>温度 %1</translation>
    </message>
    <message>
        <source>no penalty, %1</source>
        <translation>无惩罚，%1</translation>
    </message>
    <message>
        <source>penalty %1, %2</source>
        <translation>惩罚 %1，%2</translation>
    </message>
    <message>
        <source>%1 of %2 tokens are left</source>
        <translation>%2 个词元中剩下 %1 个</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>种子 %1</translation>
    </message>
    <message>
        <source>%1 numbers</source>
        <translation>%1 个数</translation>
    </message>
    <message>
        <source>yes: it stops</source>
        <translation>是：停止</translation>
    </message>
    <message>
        <source>no: it goes on</source>
        <translation>否：继续</translation>
    </message>
</context>
<context>
    <name>MemoryFigures</name>
    <message>
        <source>fits, %1 free</source>
        <translation>放得下，余&#x2009;%1</translation>
    </message>
    <message>
        <source>Needed on one GPU</source>
        <translation>一个&#x2009;GPU&#x2009;上需要</translation>
    </message>
    <message>
        <source>On the chosen GPU</source>
        <translation>在所选&#x2009;GPU&#x2009;上</translation>
    </message>
    <message>
        <source>memory of the GPU − needed</source>
        <translation>GPU&#x2009;的显存&#x2009;− 所需</translation>
    </message>
    <message>
        <source>Memory of %1</source>
        <translation>%1&#x2009;的显存</translation>
    </message>
    <message>
        <source>parameters × bits ÷ 8</source>
        <translation>参数 × 位数 ÷ 8</translation>
    </message>
    <message>
        <source>Bits of one weight</source>
        <translation>每个权重的位数</translation>
    </message>
    <message>
        <source>8 × bytes of a block ÷ numbers in it</source>
        <translation>8 × 一块的字节数 ÷ 块内的个数</translation>
    </message>
    <message>
        <source>Blocks of llama.cpp&apos;s GGUF. Files that mix formats, such as Q4_K_M, are a little larger than their name says.</source>
        <translation>llama.cpp&#x2009;的&#x2009;GGUF&#x2009;分块。Q4_K_M&#x2009;等混合格式的文件比名称所示略大。</translation>
    </message>
    <message>
        <source>bits + (scale + zero point) ÷ size of a group</source>
        <translation>位数&#x2009;+（缩放&#x2009;+ 零点）÷ 每组个数</translation>
    </message>
    <message>
        <source>4 + 8-bit scale ÷ 64 + 32-bit scale ÷ (64 × 256)</source>
        <translation>4 + 8&#x2009;位缩放 ÷ 64 + 32&#x2009;位缩放 ÷（64 × 256）</translation>
    </message>
    <message>
        <source>This model reads a whole text at once and keeps no cache.</source>
        <translation>这个模型一次读完整段文本，不保留缓存。</translation>
    </message>
    <message>
        <source>A file of weights without a configuration does not say what its cache is like.</source>
        <translation>没有配置的权重文件说明不了缓存的样子。</translation>
    </message>
    <message>
        <source>For the driver, the program and numbers in between; the slider changes it.</source>
        <translation>留给驱动程序、程序和中间结果；可用滑块更改。</translation>
    </message>
    <message>
        <source>KV cache of one token</source>
        <translation>一个词元的&#x2009;KV&#x2009;缓存</translation>
    </message>
    <message>
        <source>layers × (latent vector + rotary key) × bytes of a number</source>
        <translation>层数 ×（潜在向量&#x2009;+ 旋转键）× 每个数的字节</translation>
    </message>
    <message>
        <source>Latent attention keeps one narrow vector for all heads (DeepSeek-V2, arXiv 2405.04434).</source>
        <translation>潜在注意力让所有头共用一个窄向量（DeepSeek-V2，arXiv 2405.04434）。</translation>
    </message>
    <message>
        <source>2 × layers × key heads × width of a head × bytes of a number</source>
        <translation>2 × 层数 × 键头数 × 每头宽度 × 每个数的字节</translation>
    </message>
    <message>
        <source>texts × tokens × cache of one token</source>
        <translation>文本 × 词元 × 一个词元的缓存</translation>
    </message>
    <message>
        <source>texts × sum over the layers of min(tokens, window) × cache of one token in a layer</source>
        <translation>文本 × 各层&#x2009;min(词元, 窗口) 之和 × 每层一个词元的缓存</translation>
    </message>
    <message>
        <source>%1 of %2 layers look at everything, the others no further than their window: %3</source>
        <translation>%2&#x2009;层中有&#x2009;%1&#x2009;层看全部，其余只看窗口之内：%3</translation>
    </message>
    <message>
        <source>texts × (tokens × cache of one token + what the encoder read, once)</source>
        <translation>文本 ×（词元 × 一个词元的缓存&#x2009;+ 编码器读入的，一次）</translation>
    </message>
    <message>
        <source>Texts of this length at once</source>
        <translation>同样长度的文本可同时处理</translation>
    </message>
    <message>
        <source>(memory − weights − working space) ÷ cache of one text, whole ones</source>
        <translation>（显存&#x2009;− 权重&#x2009;− 工作空间）÷ 一段文本的缓存，取整</translation>
    </message>
    <message>
        <source>Trained parameters</source>
        <translation>参与训练的参数</translation>
    </message>
    <message>
        <source>rank × (inputs + outputs), over the matrices of attention</source>
        <translation>秩 ×（输入&#x2009;+ 输出），对注意力的各矩阵求和</translation>
    </message>
    <message>
        <source>rank %1: %2</source>
        <translation>秩&#x2009;%1：%2</translation>
    </message>
    <message>
        <source>Weights that lie still</source>
        <translation>不变的权重</translation>
    </message>
    <message>
        <source>Weights of LoRA</source>
        <translation>LoRA&#x2009;的权重</translation>
    </message>
    <message>
        <source>parameters × bytes of each ÷ GPUs</source>
        <translation>参数 × 每个的字节 ÷ GPU&#x2009;数</translation>
    </message>
    <message>
        <source>parameters × bytes of each</source>
        <translation>参数 × 每个的字节</translation>
    </message>
    <message>
        <source>Bytes of each trained parameter</source>
        <translation>每个训练参数的字节</translation>
    </message>
    <message>
        <source>weights + gradients + FP32 copy + two averages</source>
        <translation>权重&#x2009;+ 梯度&#x2009;+ FP32&#x2009;副本&#x2009;+ 两个平均值</translation>
    </message>
    <message>
        <source>Mixed precision saves no state with Adam: 2 + 2 + 4 + 4 + 4 = 16 bytes, as FP32 has 4 + 4 + 4 + 4. It saves activations and time. Rajbhandari et al. 2020 (ZeRO), arXiv 1910.02054.</source>
        <translation>用&#x2009;Adam&#x2009;时混合精度并不节省状态：2 + 2 + 4 + 4 + 4 = 16&#x2009;字节，与&#x2009;FP32&#x2009;的&#x2009;4 + 4 + 4 + 4&#x2009;相同；节省的是激活值和时间。Rajbhandari&#x2009;等&#x2009;2020（ZeRO），arXiv 1910.02054。</translation>
    </message>
    <message>
        <source>Korthikanti et al. 2022, arXiv 2205.05198, for 16-bit layers of standard shape: an estimate for others.</source>
        <translation>Korthikanti&#x2009;等&#x2009;2022，arXiv 2205.05198，适用于标准形状的&#x2009;16&#x2009;位层；对其他形状是估计。</translation>
    </message>
    <message>
        <source>layers × tokens × texts × width × (34 + 5 × heads × tokens ÷ width)</source>
        <translation>层数 × 词元 × 文本 × 宽度 ×（34 + 5 × 头数 × 词元 ÷ 宽度）</translation>
    </message>
    <message>
        <source>layers × tokens × texts × width × 34</source>
        <translation>层数 × 词元 × 文本 × 宽度 × 34</translation>
    </message>
    <message>
        <source>layers × tokens × texts × width × 2</source>
        <translation>层数 × 词元 × 文本 × 宽度 × 2</translation>
    </message>
    <message>
        <source>too small: takes %1</source>
        <translation>放不下：要&#x2009;%1&#x2009;个</translation>
    </message>
    <message>
        <source>%1 free</source>
        <translation>余&#x2009;%1</translation>
    </message>
    <message>
        <source>%1 too much</source>
        <translation>超出&#x2009;%1</translation>
    </message>
</context>
<context>
    <name>PartFile</name>
    <message>
        <source>%1 does not exist.</source>
        <translation>%1&#x2009;不存在。</translation>
    </message>
    <message>
        <source>%1 is no file; choose a file.</source>
        <translation>%1&#x2009;不是文件；请选择一个文件。</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>无法读取&#x2009;%1：%2。</translation>
    </message>
    <message>
        <source>%1 is larger than 1 GB, the most that becomes a part here.</source>
        <translation>%1&#x2009;超过&#x2009;1 GB；这里的一个部分最多&#x2009;1 GB。</translation>
    </message>
</context>
<context>
    <name>PredictionStage</name>
    <message>
        <source>repetition penalty</source>
        <translation>重复惩罚</translation>
    </message>
    <message>
        <source>temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>top-k</source>
        <translation>top-k</translation>
    </message>
    <message>
        <source>top-p</source>
        <translation>top-p</translation>
    </message>
    <message>
        <source>min-p</source>
        <translation>min-p</translation>
    </message>
</context>
<context>
    <name>PriceSession</name>
    <message>
        <source>%1 cannot be opened: %2</source>
        <translation>无法打开 %1：%2</translation>
    </message>
    <message>
        <source>%1 is larger than %2 MB; a price list was expected.</source>
        <translation>%1 大于 %2 MB；应为价目文件。</translation>
    </message>
    <message>
        <source>%1 holds no model with a price.</source>
        <translation>%1 中没有任何带价格的模型。</translation>
    </message>
</context>
<context>
    <name>PriceWords</name>
    <message>
        <source>Input tokens</source>
        <translation>输入词元</translation>
    </message>
    <message>
        <source>Output tokens</source>
        <translation>输出词元</translation>
    </message>
    <message>
        <source>Input read from the cache</source>
        <translation>从缓存读取的输入</translation>
    </message>
    <message>
        <source>Input written to the cache</source>
        <translation>写入缓存的输入</translation>
    </message>
    <message>
        <source>Input written to the cache for an hour</source>
        <translation>写入缓存一小时的输入</translation>
    </message>
    <message>
        <source>Sound in the input</source>
        <translation>输入中的声音</translation>
    </message>
    <message>
        <source>Sound in the answer</source>
        <translation>回答中的声音</translation>
    </message>
    <message>
        <source>Sound read from the cache</source>
        <translation>从缓存读取的声音</translation>
    </message>
    <message>
        <source>Pictures in the input</source>
        <translation>输入中的图像</translation>
    </message>
    <message>
        <source>Pictures in the answer</source>
        <translation>回答中的图像</translation>
    </message>
    <message>
        <source>Pictures read from the cache</source>
        <translation>从缓存读取的图像</translation>
    </message>
    <message>
        <source>Film in the input</source>
        <translation>输入中的视频</translation>
    </message>
    <message>
        <source>Reasoning tokens</source>
        <translation>推理词元</translation>
    </message>
    <message>
        <source>Hours of sound in the input</source>
        <translation>输入声音的小时数</translation>
    </message>
    <message>
        <source>Hours of sound</source>
        <translation>声音的小时数</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Searches of the web</source>
        <translation>网络搜索</translation>
    </message>
    <message>
        <source>Searches of files</source>
        <translation>文件搜索</translation>
    </message>
    <message>
        <source>1M tokens</source>
        <translation>100 万词元</translation>
    </message>
    <message>
        <source>an hour</source>
        <translation>一小时</translation>
    </message>
    <message>
        <source>Tokens of the prompt</source>
        <translation>提示词的词元</translation>
    </message>
    <message>
        <source>Counted by %1, published for this model</source>
        <translation>按 %1 计数，该规则已为此模型公布</translation>
    </message>
    <message>
        <source>Estimate by %1. %2</source>
        <translation>按 %1 估计。%2</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>Partly your own price; else %1</source>
        <translation>部分为您自己的价格；其余来自 %1</translation>
    </message>
    <message>
        <source>price for prompts of more than %1 tokens</source>
        <translation>超过 %1 个词元的提示词的价格</translation>
    </message>
    <message>
        <source>amount × price ÷ %1</source>
        <translation>数量 × 价格 ÷ %1</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批处理</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>What this seller takes for a batch is not known; the usual price was taken</source>
        <translation>不知道该卖家的批处理价格；按普通价格计算</translation>
    </message>
    <message>
        <source>One call</source>
        <translation>一次调用</translation>
    </message>
    <message>
        <source>sum of the lines × share for a batch</source>
        <translation>各行之和 × 批处理折扣</translation>
    </message>
    <message>
        <source>All calls</source>
        <translation>全部调用</translation>
    </message>
    <message>
        <source>one call × number of calls</source>
        <translation>一次调用 × 调用次数</translation>
    </message>
    <message>
        <source>Waiting for one answer</source>
        <translation>等待一次回答</translation>
    </message>
    <message>
        <source>TTFT + (output and reasoning tokens − 1) × inter-token latency</source>
        <translation>TTFT +（输出与推理词元数 − 1）× 词元间延迟</translation>
    </message>
    <message>
        <source>%1 days old</source>
        <translation>%1 天前</translation>
    </message>
    <message>
        <source>nobody knows how old</source>
        <translation>时间未知</translation>
    </message>
</context>
<context>
    <name>PromptPresenter</name>
    <message>
        <source>(empty)</source>
        <translation>（空）</translation>
    </message>
    <message>
        <source>%1 tokens · %2 of %3</source>
        <translation>%1&#x2009;个词元 · %3&#x2009;的&#x2009;%2</translation>
    </message>
    <message>
        <source>%1 tokens in %2 parts · %3 of %4</source>
        <translation>%2&#x2009;个部分共&#x2009;%1&#x2009;个词元 · %4&#x2009;的&#x2009;%3</translation>
    </message>
    <message>
        <source>⚠ %1 not counted</source>
        <translation>⚠ %1&#x2009;个未计数</translation>
    </message>
</context>
<context>
    <name>RuleNames</name>
    <message>
        <source>GPT-5.6, high detail</source>
        <translation>GPT-5.6，高细节</translation>
    </message>
    <message>
        <source>GPT-5.6, original size</source>
        <translation>GPT-5.6，原始尺寸</translation>
    </message>
    <message>
        <source>GPT-5.5, high detail</source>
        <translation>GPT-5.5，高细节</translation>
    </message>
    <message>
        <source>GPT-5.5, low detail</source>
        <translation>GPT-5.5，低细节</translation>
    </message>
    <message>
        <source>GPT-5.4, high detail</source>
        <translation>GPT-5.4，高细节</translation>
    </message>
    <message>
        <source>GPT-5.4, low detail</source>
        <translation>GPT-5.4，低细节</translation>
    </message>
    <message>
        <source>GPT-5.4, original size</source>
        <translation>GPT-5.4，原始尺寸</translation>
    </message>
    <message>
        <source>GPT-4o, 4.1, 4.5, high detail</source>
        <translation>GPT-4o、4.1、4.5，高细节</translation>
    </message>
    <message>
        <source>GPT-4o, 4.1, 4.5, low detail</source>
        <translation>GPT-4o、4.1、4.5，低细节</translation>
    </message>
    <message>
        <source>GPT-4o mini, high detail</source>
        <translation>GPT-4o mini，高细节</translation>
    </message>
    <message>
        <source>GPT-4o mini, low detail</source>
        <translation>GPT-4o mini，低细节</translation>
    </message>
    <message>
        <source>o1, o3, high detail</source>
        <translation>o1、o3，高细节</translation>
    </message>
    <message>
        <source>o1, o3, low detail</source>
        <translation>o1、o3，低细节</translation>
    </message>
    <message>
        <source>GPT-5, 5.1, high detail</source>
        <translation>GPT-5、5.1，高细节</translation>
    </message>
    <message>
        <source>GPT-5, 5.1, low detail</source>
        <translation>GPT-5、5.1，低细节</translation>
    </message>
    <message>
        <source>computer-use-preview, high detail</source>
        <translation>computer-use-preview，高细节</translation>
    </message>
    <message>
        <source>computer-use-preview, low detail</source>
        <translation>computer-use-preview，低细节</translation>
    </message>
    <message>
        <source>gpt-image-1 as input, low fidelity</source>
        <translation>gpt-image-1&#x2009;作为输入，低保真</translation>
    </message>
    <message>
        <source>gpt-image-1 as input, high fidelity</source>
        <translation>gpt-image-1&#x2009;作为输入，高保真</translation>
    </message>
    <message>
        <source>Claude 4.7 and later (high resolution)</source>
        <translation>Claude 4.7&#x2009;及以后（高分辨率）</translation>
    </message>
    <message>
        <source>Claude before 4.7 (standard)</source>
        <translation>Claude 4.7&#x2009;之前（标准）</translation>
    </message>
    <message>
        <source>Claude, text of 2024–2025 (width · height / 750)</source>
        <translation>Claude，2024–2025&#x2009;年文档（宽 · 高 / 750）</translation>
    </message>
    <message>
        <source>Gemini 3, media resolution high (the default)</source>
        <translation>Gemini 3，媒体分辨率高（默认）</translation>
    </message>
    <message>
        <source>Gemini 3, media resolution ultra high</source>
        <translation>Gemini 3，媒体分辨率超高</translation>
    </message>
    <message>
        <source>Gemini 3, media resolution medium</source>
        <translation>Gemini 3，媒体分辨率中</translation>
    </message>
    <message>
        <source>Gemini 3, media resolution low</source>
        <translation>Gemini 3，媒体分辨率低</translation>
    </message>
    <message>
        <source>Gemini 2, tiles of a crop unit (256 … 768)</source>
        <translation>Gemini 2，按裁剪单位切瓦片（256 … 768）</translation>
    </message>
    <message>
        <source>Gemini 2, tiles, rough formula</source>
        <translation>Gemini 2，瓦片，粗略公式</translation>
    </message>
    <message>
        <source>Gemini 2, tiles of 768 × 768</source>
        <translation>Gemini 2，768 × 768&#x2009;的瓦片</translation>
    </message>
    <message>
        <source>Gemini 2.5, low media resolution</source>
        <translation>Gemini 2.5，低媒体分辨率</translation>
    </message>
    <message>
        <source>Gemini 2.5, medium media resolution</source>
        <translation>Gemini 2.5，中媒体分辨率</translation>
    </message>
    <message>
        <source>Qwen2-VL, image processor of transformers</source>
        <translation>Qwen2-VL，transformers&#x2009;的图像处理器</translation>
    </message>
    <message>
        <source>LLaVA-NeXT, whole tiles</source>
        <translation>LLaVA-NeXT，完整瓦片</translation>
    </message>
    <message>
        <source>LLaVA-NeXT, without padding</source>
        <translation>LLaVA-NeXT，不含填充</translation>
    </message>
    <message>
        <source>DINOv2 with registers</source>
        <translation>DINOv2（带寄存器）</translation>
    </message>
    <message>
        <source>DiT at 256</source>
        <translation>DiT（256&#x2009;像素）</translation>
    </message>
    <message>
        <source>DiT at 512</source>
        <translation>DiT（512&#x2009;像素）</translation>
    </message>
    <message>
        <source>Gemini 3, low and medium</source>
        <translation>Gemini 3，低和中</translation>
    </message>
    <message>
        <source>Gemini 3, high</source>
        <translation>Gemini 3，高</translation>
    </message>
    <message>
        <source>Gemini 2.5, low</source>
        <translation>Gemini 2.5，低</translation>
    </message>
    <message>
        <source>Gemini 2.5, medium and high</source>
        <translation>Gemini 2.5，中和高</translation>
    </message>
    <message>
        <source>Gemini 2, 263 a second</source>
        <translation>Gemini 2，每秒&#x2009;263&#x2009;个</translation>
    </message>
    <message>
        <source>Gemini 2, 258 a frame and 32 a second of sound</source>
        <translation>Gemini 2，每帧&#x2009;258&#x2009;个，声音每秒&#x2009;32&#x2009;个</translation>
    </message>
    <message>
        <source>VideoMAE, a clip of 16 frames</source>
        <translation>VideoMAE，16&#x2009;帧的片段</translation>
    </message>
    <message>
        <source>ViViT, a clip of 32 frames</source>
        <translation>ViViT，32&#x2009;帧的片段</translation>
    </message>
    <message>
        <source>HyenaDNA, single bases</source>
        <translation>HyenaDNA，单个碱基</translation>
    </message>
    <message>
        <source>DNABERT, overlapping 3-mers</source>
        <translation>DNABERT，重叠的&#x2009;3-mer</translation>
    </message>
    <message>
        <source>DNABERT, overlapping 6-mers</source>
        <translation>DNABERT，重叠的&#x2009;6-mer</translation>
    </message>
    <message>
        <source>Nucleotide Transformer, separate 6-mers</source>
        <translation>Nucleotide Transformer，不重叠的&#x2009;6-mer</translation>
    </message>
    <message>
        <source>Chronos, a bin for each value</source>
        <translation>Chronos，每个值一个分箱</translation>
    </message>
    <message>
        <source>PatchTST, patches of 16 every 8</source>
        <translation>PatchTST，每&#x2009;8&#x2009;个值取&#x2009;16&#x2009;个值的片段</translation>
    </message>
</context>
<context>
    <name>SamplingTable</name>
    <message>
        <source>by the model</source>
        <translation>模型给出</translation>
    </message>
    <message>
        <source>probability of the next token</source>
        <translation>下一词元的概率</translation>
    </message>
    <message>
        <source>likeliest tokens</source>
        <translation>最可能的词元</translation>
    </message>
    <message>
        <source>after each stage (hatched: removed)</source>
        <translation>每个阶段之后（斜纹：已去掉）</translation>
    </message>
    <message>
        <source>Side by side from 0 to 1, the tokens that are left take as much room as they are likely. The random number is %1: it falls on ‘%2’, which reaches from %3 to %4, that is %5 of what is left (%6 by the model itself).</source>
        <translation>剩下的词元从 0 到 1 并排，概率多大就占多宽。随机数是 %1：落在“%2”上，它从 %3 到 %4，即剩余部分的 %5（模型自己给出 %6）。</translation>
    </message>
    <message>
        <source>‘%1’ becomes token %2 of the text. The next step begins again at its embedding.</source>
        <translation>“%1”成为文本的第 %2 个词元。下一步从它的嵌入重新开始。</translation>
    </message>
    <message>
        <source>Nothing is removed: all %1 tokens are left; the likeliest now has %2.</source>
        <translation>什么都没有去掉：%1 个词元都在；最可能的现在有 %2。</translation>
    </message>
    <message>
        <source>%1 of %2 tokens are left, and with them %3 of the probability; the likeliest now has %4.</source>
        <translation>%2 个词元中剩下 %1 个，它们共占概率的 %3；最可能的现在有 %4。</translation>
    </message>
    <message>
        <source>probability[‘%1’][%2]</source>
        <translation>概率[‘%1’][%2]</translation>
    </message>
    <message>
        <source>none: an earlier stage has removed it</source>
        <translation>无：前面的阶段已把它去掉</translation>
    </message>
    <message>
        <source>none: removed, for %1</source>
        <translation>无：被去掉，因为%1</translation>
    </message>
    <message>
        <source>It stays, for %1.</source>
        <translation>它留下，因为%1。</translation>
    </message>
    <message>
        <source>e^(logit − greatest) / the sum of this over all tokens</source>
        <translation>e^(logit − 最大值) / 所有词元的总和</translation>
    </message>
    <message>
        <source>e^(penalized logit − greatest) / the sum of this over all tokens</source>
        <translation>e^(惩罚后的 logit − 最大值) / 所有词元的总和</translation>
    </message>
    <message>
        <source>e^((logit − greatest) / temperature) / the sum of this over all tokens</source>
        <translation>e^((logit − 最大值) / 温度) / 所有词元的总和</translation>
    </message>
    <message>
        <source>before / what all that stay had together</source>
        <translation>之前的概率 / 留下的词元之前的总和</translation>
    </message>
    <message>
        <source>temperature 0 leaves the likeliest token only</source>
        <translation>温度 0 只留下最可能的词元</translation>
    </message>
    <message>
        <source>it is number %1 of the likeliest, and %2 are kept</source>
        <translation>按可能性它排第 %1，而保留 %2 个</translation>
    </message>
    <message>
        <source>those likelier than it have %1 together, less than %2</source>
        <translation>比它更可能的词元共有 %1，小于 %2</translation>
    </message>
    <message>
        <source>those likelier than it have %1 together already, which is not less than %2</source>
        <translation>比它更可能的词元共有 %1，已不小于 %2</translation>
    </message>
    <message>
        <source>its %1 is not less than %2 · %3 of the likeliest = %4</source>
        <translation>它的 %1 不小于 %2 · 最可能者的 %3 = %4</translation>
    </message>
    <message>
        <source>its %1 is less than %2 · %3 of the likeliest = %4</source>
        <translation>它的 %1 小于 %2 · 最可能者的 %3 = %4</translation>
    </message>
</context>
<context>
    <name>ScalingFigures</name>
    <message>
        <source>Hoffmann 2022 (Chinchilla)</source>
        <translation>Hoffmann 2022（Chinchilla）</translation>
    </message>
    <message>
        <source>re-fit of 2024 (Besiroglu)</source>
        <translation>2024&#x2009;年重新拟合（Besiroglu）</translation>
    </message>
    <message>
        <source>Kaplan 2020</source>
        <translation>Kaplan 2020</translation>
    </message>
    <message>
        <source>Loss by %1</source>
        <translation>损失，按&#x2009;%1</translation>
    </message>
    <message>
        <source>E + A ÷ N^α + B ÷ D^β, in nats a token</source>
        <translation>E + A ÷ N^α + B ÷ D^β，每词元奈特</translation>
    </message>
    <message>
        <source>Best by %1</source>
        <translation>最佳，按&#x2009;%1</translation>
    </message>
    <message>
        <source>%1 parameters, %2 tokens</source>
        <translation>%1&#x2009;参数，%2&#x2009;词元</translation>
    </message>
    <message>
        <source>N = G × (C ÷ 6)^(β ÷ (α + β)), D = C ÷ 6 ÷ N, G = (αA ÷ βB)^(1 ÷ (α + β))</source>
        <translation>N = G × (C ÷ 6)^(β ÷ (α + β)), D = C ÷ 6 ÷ N, G = (αA ÷ βB)^(1 ÷ (α + β))</translation>
    </message>
    <message>
        <source>C = %1: %2 tokens for each parameter, loss %3</source>
        <translation>C = %1：每个参数&#x2009;%2&#x2009;个词元，损失&#x2009;%3</translation>
    </message>
    <message>
        <source>Tokens for each parameter</source>
        <translation>每个参数的词元</translation>
    </message>
    <message>
        <source>tokens ÷ parameters</source>
        <translation>词元 ÷ 参数</translation>
    </message>
    <message>
        <source>About 20 make the most of a training; models that many people will use are trained far longer, so that they stay small. GPT-3 had 1.7.</source>
        <translation>约&#x2009;20&#x2009;个时训练最划算；供很多人使用的模型会训练得久得多，好让模型保持小巧。GPT-3&#x2009;只有&#x2009;1.7。</translation>
    </message>
    <message>
        <source>Operations</source>
        <translation>运算量</translation>
    </message>
    <message>
        <source>C = 6 × N × D</source>
        <translation>C = 6 × N × D</translation>
    </message>
    <message>
        <source>((6.4 × 10¹³ ÷ N)^(0.076 ÷ 0.103) + 1.8 × 10¹³ ÷ D)^0.103, in nats a token</source>
        <translation>((6.4 × 10¹³ ÷ N)^(0.076 ÷ 0.103) + 1.8 × 10¹³ ÷ D)^0.103，每词元奈特</translation>
    </message>
    <message>
        <source>Kaplan et al. 2020, arXiv 2001.08361; N there is without token tables, and texts and tokenizer were others.</source>
        <translation>Kaplan&#x2009;等&#x2009;2020，arXiv 2001.08361；那里的&#x2009;N&#x2009;不含词元表，文本和分词器也不同。</translation>
    </message>
    <message>
        <source>%1 parameters</source>
        <translation>%1&#x2009;参数</translation>
    </message>
    <message>
        <source>N = 1.3 × 10⁹ × (C in PF-days)^0.73</source>
        <translation>N = 1.3 × 10⁹ ×（以&#x2009;PF-天计的&#x2009;C）^0.73</translation>
    </message>
    <message>
        <source>Kaplan et al. 2020, Table 6 (cited from memory). It asked for larger models than were best, because its runs were too short for their learning rates.</source>
        <translation>Kaplan&#x2009;等&#x2009;2020，表&#x2009;6（凭记忆引用）。它主张的模型大于最佳值，因为试验相对于学习率安排太短。</translation>
    </message>
    <message>
        <source>Loss above the best split</source>
        <translation>比最佳分配多出的损失</translation>
    </message>
    <message>
        <source>loss of this run − loss of the best split of the same operations, by the re-fit</source>
        <translation>本次训练的损失&#x2009;− 同样运算量最佳分配的损失，按重新拟合</translation>
    </message>
</context>
<context>
    <name>ServedAnswer</name>
    <message>
        <source>The server&apos;s answer is not what an OpenAI-compatible server answers.</source>
        <translation>服务器的回答不是&#x2009;OpenAI&#x2009;兼容服务器应有的回答。</translation>
    </message>
    <message>
        <source>The server answered with more tokens than it was asked for.</source>
        <translation>服务器返回的词元多于所请求的数量。</translation>
    </message>
    <message>
        <source>The server answered without a token.</source>
        <translation>服务器的回答中没有词元。</translation>
    </message>
</context>
<context>
    <name>ServerAddress</name>
    <message>
        <source>This is no address of a server; one looks like http://127.0.0.1:8080.</source>
        <translation>这不是服务器地址；地址形如&#x2009;http://127.0.0.1:8080。</translation>
    </message>
    <message>
        <source>The address must hold no name, password or query; a key has a field of its own.</source>
        <translation>地址中不能含有用户名、密码或查询；密钥有单独的输入框。</translation>
    </message>
</context>
<context>
    <name>ServingWords</name>
    <message>
        <source>without end</source>
        <translation>没有尽头</translation>
    </message>
    <message>
        <source>≈ 0 s</source>
        <translation>≈ 0 秒</translation>
    </message>
    <message>
        <source>0 s</source>
        <translation>0 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 小时</translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 词元/秒</translation>
    </message>
    <message>
        <source>%1 requests/s</source>
        <translation>%1 请求/秒</translation>
    </message>
    <message>
        <source>1 GPU</source>
        <translation>1 块 GPU</translation>
    </message>
    <message>
        <source>%1 GPUs</source>
        <translation>%1 块 GPU</translation>
    </message>
    <message>
        <source>1 request</source>
        <translation>1 个请求</translation>
    </message>
    <message>
        <source>%1 requests</source>
        <translation>%1 个请求</translation>
    </message>
    <message>
        <source>1 token</source>
        <translation>1 个词元</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个词元</translation>
    </message>
    <message>
        <source>≈ 0 %</source>
        <translation>≈ 0 %</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>SizingWords</name>
    <message>
        <source>%1 bytes</source>
        <translation>%1&#x2009;字节</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>KV cache</source>
        <translation>KV&#x2009;缓存</translation>
    </message>
    <message>
        <source>Gradients</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>FP32 copy</source>
        <translation>FP32&#x2009;副本</translation>
    </message>
    <message>
        <source>Adam&apos;s two averages</source>
        <translation>Adam&#x2009;的两个平均值</translation>
    </message>
    <message>
        <source>Activations</source>
        <translation>激活值</translation>
    </message>
    <message>
        <source>Working space</source>
        <translation>工作空间</translation>
    </message>
    <message>
        <source>FP32, Adam (16 B)</source>
        <translation>FP32 Adam 16 B</translation>
    </message>
    <message>
        <source>Mixed, Adam (16 B)</source>
        <translation>混合&#x2009;Adam 16 B</translation>
    </message>
    <message>
        <source>Mixed, Adam (18 B)</source>
        <translation>混合&#x2009;Adam 18 B</translation>
    </message>
    <message>
        <source>8-bit Adam (10 B)</source>
        <translation>8&#x2009;位&#x2009;Adam 10 B</translation>
    </message>
    <message>
        <source>ZeRO 0, each of %1</source>
        <translation>ZeRO 0，%1&#x2009;个之一</translation>
    </message>
    <message>
        <source>ZeRO 1, each of %1</source>
        <translation>ZeRO 1，%1&#x2009;个之一</translation>
    </message>
    <message>
        <source>ZeRO 2, each of %1</source>
        <translation>ZeRO 2，%1&#x2009;个之一</translation>
    </message>
    <message>
        <source>ZeRO 3, each of %1</source>
        <translation>ZeRO 3，%1&#x2009;个之一</translation>
    </message>
    <message>
        <source>LoRA %1 on BF16</source>
        <translation>LoRA %1，BF16&#x2009;上</translation>
    </message>
    <message>
        <source>LoRA %1 on NF4</source>
        <translation>LoRA %1，NF4&#x2009;上</translation>
    </message>
    <message>
        <source>BF16 or FP16</source>
        <translation>BF16&#x2009;或&#x2009;FP16</translation>
    </message>
    <message>
        <source>FP8 or INT8</source>
        <translation>FP8&#x2009;或&#x2009;INT8</translation>
    </message>
    <message>
        <source>AWQ, GPTQ (int4)</source>
        <translation>AWQ、GPTQ</translation>
    </message>
    <message>
        <source>NF4 (QLoRA)</source>
        <translation>NF4</translation>
    </message>
    <message>
        <source>%1 (cited from memory)</source>
        <translation>%1（凭记忆引用）</translation>
    </message>
    <message>
        <source>FP32, SGD (8 B)</source>
        <translation>FP32 SGD 8 B</translation>
    </message>
</context>
<context>
    <name>SplitFigures</name>
    <message>
        <source>Token table and head</source>
        <translation>词元表和输出头</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>Feed-forward</source>
        <translation>前馈</translation>
    </message>
    <message>
        <source>Experts</source>
        <translation>专家</translation>
    </message>
    <message>
        <source>Norms and the rest</source>
        <translation>归一化和其余</translation>
    </message>
    <message>
        <source>KV cache</source>
        <translation>KV&#x2009;缓存</translation>
    </message>
    <message>
        <source>Vectors of the tokens</source>
        <translation>词元的向量</translation>
    </message>
    <message>
        <source>Their gradients, back</source>
        <translation>反向的梯度</translation>
    </message>
    <message>
        <source>Vectors from the token table</source>
        <translation>词元表给出的向量</translation>
    </message>
    <message>
        <source>Logits of the next token</source>
        <translation>下一词元的&#x2009;logits</translation>
    </message>
    <message>
        <source>Vectors to the experts</source>
        <translation>送往专家的向量</translation>
    </message>
    <message>
        <source>Vectors from the experts</source>
        <translation>专家送回的向量</translation>
    </message>
    <message>
        <source>Gradients of what lies twice</source>
        <translation>重复存放部分的梯度</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>空</translation>
    </message>
    <message>
        <source>layer %1</source>
        <translation>第&#x2009;%1&#x2009;层</translation>
    </message>
    <message>
        <source>layers %1–%2</source>
        <translation>第&#x2009;%1–%2&#x2009;层</translation>
    </message>
    <message>
        <source>all of it</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>a full copy</source>
        <translation>完整副本</translation>
    </message>
    <message>
        <source>experts: %1</source>
        <translation>%1&#x2009;个专家</translation>
    </message>
    <message>
        <source>%1 texts × %2 vocabulary × 2 bytes = %3</source>
        <translation>%1&#x2009;段文本 × 词表&#x2009;%2 × 2&#x2009;字节 = %3</translation>
    </message>
    <message>
        <source>parameters that lie on several GPUs × 2 bytes = %1</source>
        <translation>多个&#x2009;GPU&#x2009;上都有的参数 × 2&#x2009;字节 = %1</translation>
    </message>
    <message>
        <source>%1 tokens × experts of each × %2 width × 2 bytes = %3</source>
        <translation>%1&#x2009;个词元 × 各自的专家数 × 宽度&#x2009;%2 × 2&#x2009;字节 = %3</translation>
    </message>
    <message>
        <source>%1 tokens × %2 width × 2 bytes = %3</source>
        <translation>%1&#x2009;个词元 × 宽度&#x2009;%2 × 2&#x2009;字节 = %3</translation>
    </message>
    <message>
        <source>borders × vectors</source>
        <translation>交界数 × 向量</translation>
    </message>
    <message>
        <source>From each GPU to the next. Huang et al. 2019 (GPipe), arXiv 1811.06965</source>
        <translation>从一个&#x2009;GPU&#x2009;传到下一个。Huang&#x2009;等&#x2009;2019（GPipe），arXiv 1811.06965</translation>
    </message>
    <message>
        <source>times × 2 × (GPUs − 1) × vectors; each GPU sends 2(n − 1)/n of them</source>
        <translation>次数 × 2 ×（GPU&#x2009;数&#x2009;− 1）× 向量；每个&#x2009;GPU&#x2009;发送其中的&#x2009;2(n − 1)/n</translation>
    </message>
    <message>
        <source>All-reduce on a ring; two for each layer (Megatron-LM, arXiv 1909.08053)</source>
        <translation>环形全归约；每层两次（Megatron-LM，arXiv 1909.08053）</translation>
    </message>
    <message>
        <source>(GPUs − 1) × logits</source>
        <translation>（GPU&#x2009;数&#x2009;− 1）× logits</translation>
    </message>
    <message>
        <source>All-gather on a ring: each part visits all the others</source>
        <translation>环形全收集：每一份都走遍其他&#x2009;GPU</translation>
    </message>
    <message>
        <source>layers with experts × vectors × (n − 1)/n</source>
        <translation>有专家的层数 × 向量 × (n − 1)/n</translation>
    </message>
    <message>
        <source>All-to-all, experts chosen evenly (GShard, arXiv 2006.16668). A token that goes to two experts of one GPU is counted twice.</source>
        <translation>全互换，假设专家被均匀选中（GShard，arXiv 2006.16668）。一个词元去同一&#x2009;GPU&#x2009;的两个专家时算两次。</translation>
    </message>
    <message>
        <source>The fullest GPU holds</source>
        <translation>最满的&#x2009;GPU&#x2009;存放</translation>
    </message>
    <message>
        <source>parameters × bytes of each + cache</source>
        <translation>参数 × 每个的字节&#x2009;+ 缓存</translation>
    </message>
    <message>
        <source>On the chosen GPU</source>
        <translation>在所选&#x2009;GPU&#x2009;上</translation>
    </message>
    <message>
        <source>fits, %1 free</source>
        <translation>放得下，余&#x2009;%1</translation>
    </message>
    <message>
        <source>%1 too much</source>
        <translation>超出&#x2009;%1</translation>
    </message>
    <message>
        <source>All GPUs together</source>
        <translation>所有&#x2009;GPU&#x2009;合计</translation>
    </message>
    <message>
        <source>the whole once + what is stored again</source>
        <translation>整体一份&#x2009;+ 重复存放的</translation>
    </message>
    <message>
        <source>Stored more than once</source>
        <translation>重复存放</translation>
    </message>
    <message>
        <source>Sent in one step, by all</source>
        <translation>每步共发送</translation>
    </message>
    <message>
        <source>the rows below, added up</source>
        <translation>下面各行之和</translation>
    </message>
    <message>
        <source>Sent for one token</source>
        <translation>每个词元发送</translation>
    </message>
    <message>
        <source>bytes of a step ÷ tokens in it</source>
        <translation>一步的字节 ÷ 其中的词元</translation>
    </message>
    <message>
        <source>Each GPU waits</source>
        <translation>每个&#x2009;GPU&#x2009;空等</translation>
    </message>
    <message>
        <source>(GPUs − 1) ÷ (parts of the batch + GPUs − 1)</source>
        <translation>（GPU&#x2009;数&#x2009;− 1）÷（批的份数&#x2009;+ GPU&#x2009;数&#x2009;− 1）</translation>
    </message>
    <message>
        <source>With one text in each part of the batch; one step at a time. Narayanan et al. 2021, arXiv 2104.04473</source>
        <translation>批的每份一段文本，一步接一步。Narayanan&#x2009;等&#x2009;2021，arXiv 2104.04473</translation>
    </message>
    <message>
        <source>1/%1</source>
        <translation>各&#x2009;1/%1</translation>
    </message>
</context>
<context>
    <name>StageWords</name>
    <message>
        <source>token</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>add</source>
        <translation>相加</translation>
    </message>
    <message>
        <source>angles</source>
        <translation>角度</translation>
    </message>
    <message>
        <source>norm</source>
        <translation>归一化</translation>
    </message>
    <message>
        <source>Q</source>
        <comment>query</comment>
        <translation>Q</translation>
    </message>
    <message>
        <source>K</source>
        <comment>key</comment>
        <translation>K</translation>
    </message>
    <message>
        <source>V</source>
        <comment>value</comment>
        <translation>V</translation>
    </message>
    <message>
        <source>turn</source>
        <translation>旋转</translation>
    </message>
    <message>
        <source>scores</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>mask</source>
        <translation>掩码</translation>
    </message>
    <message>
        <source>soft-max</source>
        <translation>soft-max</translation>
    </message>
    <message>
        <source>sum</source>
        <translation>求和</translation>
    </message>
    <message>
        <source>projection</source>
        <translation>投影</translation>
    </message>
    <message>
        <source>up</source>
        <translation>升维</translation>
    </message>
    <message>
        <source>gate</source>
        <translation>门</translation>
    </message>
    <message>
        <source>activation</source>
        <translation>激活</translation>
    </message>
    <message>
        <source>down</source>
        <translation>降维</translation>
    </message>
    <message>
        <source>logits</source>
        <translation>logits</translation>
    </message>
    <message>
        <source>draw</source>
        <translation>抽取</translation>
    </message>
    <message>
        <source>append</source>
        <translation>追加</translation>
    </message>
    <message>
        <source>penalty</source>
        <translation>惩罚</translation>
    </message>
    <message>
        <source>temp.</source>
        <comment>temperature</comment>
        <translation>温度</translation>
    </message>
    <message>
        <source>top-k</source>
        <translation>top-k</translation>
    </message>
    <message>
        <source>top-p</source>
        <translation>top-p</translation>
    </message>
    <message>
        <source>min-p</source>
        <translation>min-p</translation>
    </message>
    <message>
        <source>token embedding</source>
        <translation>词元嵌入</translation>
    </message>
    <message>
        <source>position embedding</source>
        <translation>位置嵌入</translation>
    </message>
    <message>
        <source>token + position</source>
        <translation>词元 + 位置</translation>
    </message>
    <message>
        <source>angles of the positions</source>
        <translation>各位置的角度</translation>
    </message>
    <message>
        <source>norm before the attention</source>
        <translation>注意力之前的归一化</translation>
    </message>
    <message>
        <source>queries</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>norm of the queries</source>
        <translation>查询的归一化</translation>
    </message>
    <message>
        <source>turned queries</source>
        <translation>旋转后的查询</translation>
    </message>
    <message>
        <source>keys</source>
        <translation>键</translation>
    </message>
    <message>
        <source>norm of the keys</source>
        <translation>键的归一化</translation>
    </message>
    <message>
        <source>turned keys</source>
        <translation>旋转后的键</translation>
    </message>
    <message>
        <source>values</source>
        <translation>值</translation>
    </message>
    <message>
        <source>attention weights (soft-max)</source>
        <translation>注意力权重（soft-max）</translation>
    </message>
    <message>
        <source>weighted sum of values</source>
        <translation>值的加权和</translation>
    </message>
    <message>
        <source>output projection</source>
        <translation>输出投影</translation>
    </message>
    <message>
        <source>attention added to the residual stream</source>
        <translation>注意力加入残差流</translation>
    </message>
    <message>
        <source>norm before the feed-forward part</source>
        <translation>前馈部分之前的归一化</translation>
    </message>
    <message>
        <source>feed-forward, up</source>
        <translation>前馈：升维</translation>
    </message>
    <message>
        <source>feed-forward, gate</source>
        <translation>前馈：门</translation>
    </message>
    <message>
        <source>feed-forward, down</source>
        <translation>前馈：降维</translation>
    </message>
    <message>
        <source>feed-forward added to the residual stream</source>
        <translation>前馈加入残差流</translation>
    </message>
    <message>
        <source>final norm</source>
        <translation>最终归一化</translation>
    </message>
    <message>
        <source>the draw</source>
        <translation>抽取</translation>
    </message>
    <message>
        <source>append the token</source>
        <translation>追加词元</translation>
    </message>
    <message>
        <source>sampling, repetition penalty</source>
        <translation>采样：重复惩罚</translation>
    </message>
    <message>
        <source>sampling, temperature</source>
        <translation>采样：温度</translation>
    </message>
    <message>
        <source>sampling, top-k</source>
        <translation>采样：top-k</translation>
    </message>
    <message>
        <source>sampling, top-p</source>
        <translation>采样：top-p</translation>
    </message>
    <message>
        <source>sampling, min-p</source>
        <translation>采样：min-p</translation>
    </message>
    <message>
        <source>Every token&apos;s id picks one row of the embedding table: from here on the token is these numbers.</source>
        <translation>每个词元的编号从嵌入表中取出一行：从这里起，词元就是这些数。</translation>
    </message>
    <message>
        <source>Every position has a learned row of its own, so that the model can tell first from last.</source>
        <translation>每个位置都有自己学到的一行，模型由此分得清先后。</translation>
    </message>
    <message>
        <source>Token and position are added: this is where the residual stream begins.</source>
        <translation>词元与位置相加：残差流从这里开始。</translation>
    </message>
    <message>
        <source>For every position an angle per pair of numbers: queries and keys will be turned by them.</source>
        <translation>每个位置的每对数有一个角度：查询和键将按它旋转。</translation>
    </message>
    <message>
        <source>Each token&apos;s row is brought to the same size, so that the next step works with tame numbers.</source>
        <translation>把每个词元的一行调到同样的大小，好让下一步面对规矩的数。</translation>
    </message>
    <message>
        <source>What each token looks for: its row times a matrix of weights, for every head.</source>
        <translation>每个词元在找什么：它的一行乘以权重矩阵，每个头各有一份。</translation>
    </message>
    <message>
        <source>What each token offers to be found by: another matrix of weights.</source>
        <translation>每个词元凭什么被找到：乘以另一个权重矩阵。</translation>
    </message>
    <message>
        <source>What each token hands over to those that read it: a third matrix of weights.</source>
        <translation>每个词元交给读它的词元的内容：乘以第三个权重矩阵。</translation>
    </message>
    <message>
        <source>Every head of every query is brought to the same size.</source>
        <translation>每个查询的每个头都调到同样的大小。</translation>
    </message>
    <message>
        <source>Every head of every key is brought to the same size.</source>
        <translation>每个键的每个头都调到同样的大小。</translation>
    </message>
    <message>
        <source>Pairs of numbers are turned by the angle of the position, so that scores depend on distance.</source>
        <translation>成对的数按位置的角度旋转，得分因此取决于距离。</translation>
    </message>
    <message>
        <source>How well each token&apos;s query (row) fits each token&apos;s key (column): their product, scaled.</source>
        <translation>每个词元的查询（行）与每个词元的键（列）有多相配：它们的乘积，再缩放。</translation>
    </message>
    <message>
        <source>No token may look ahead: everything that comes after it is struck out.</source>
        <translation>词元不许向后看：排在它后面的全部划掉。</translation>
    </message>
    <message>
        <source>Soft-max turns each row into shares that add up to 1: how much each token reads of each.</source>
        <translation>soft-max 把每一行变成总和为 1 的份额：每个词元从各词元读多少。</translation>
    </message>
    <message>
        <source>Each token gathers the values of those it reads, in these shares.</source>
        <translation>每个词元按这些份额汇集它所读词元的值。</translation>
    </message>
    <message>
        <source>What the heads have gathered is mixed into one row for each token.</source>
        <translation>各个头汇集的内容混合成每个词元的一行。</translation>
    </message>
    <message>
        <source>What the attention found is added to the residual stream; nothing is overwritten.</source>
        <translation>注意力找到的内容加到残差流上；什么也不会被覆盖。</translation>
    </message>
    <message>
        <source>Each token by itself now: its row is spread out over many more numbers.</source>
        <translation>现在每个词元各管各的：它的一行展开成多得多的数。</translation>
    </message>
    <message>
        <source>A second spread, which decides how far each of these numbers is let through.</source>
        <translation>第二次展开，决定这些数各放行多少。</translation>
    </message>
    <message>
        <source>The only bend in this part: without it all layers together would be one matrix.</source>
        <translation>这部分唯一的弯曲：没有它，所有层合起来只是一个矩阵。</translation>
    </message>
    <message>
        <source>The many numbers are brought back to the width of the residual stream.</source>
        <translation>这许多数收回到残差流的宽度。</translation>
    </message>
    <message>
        <source>A random number from 0 to 1 falls on one of the tokens that are left.</source>
        <translation>一个 0 到 1 的随机数落在剩下的某个词元上。</translation>
    </message>
    <message>
        <source>The token is added to the text, and everything starts over with one more token.</source>
        <translation>词元加到文本后面，一切带着多出的这个词元重新开始。</translation>
    </message>
    <message>
        <source>Tokens that were used lately are made less likely.</source>
        <translation>最近用过的词元变得不那么可能。</translation>
    </message>
    <message>
        <source>Scores are divided by the temperature: below 1 the likely become likelier still.</source>
        <translation>得分除以温度：低于 1 时，可能的更加可能。</translation>
    </message>
    <message>
        <source>Only the k likeliest tokens are kept.</source>
        <translation>只留下最可能的 k 个词元。</translation>
    </message>
    <message>
        <source>Only the likeliest tokens are kept that together reach this share.</source>
        <translation>只留下合起来达到这一份额的最可能词元。</translation>
    </message>
    <message>
        <source>Tokens far less likely than the likeliest one are struck out.</source>
        <translation>远不如最可能者的词元被划掉。</translation>
    </message>
    <message>
        <source>head</source>
        <translation>头</translation>
    </message>
    <message>
        <source>row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>bias</source>
        <translation>偏置</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>variance</source>
        <translation>方差</translation>
    </message>
    <message>
        <source>mean square</source>
        <translation>平方均值</translation>
    </message>
    <message>
        <source>greatest</source>
        <translation>最大值</translation>
    </message>
    <message>
        <source>frequency</source>
        <translation>频率</translation>
    </message>
    <message>
        <source>angle</source>
        <translation>角</translation>
    </message>
    <message>
        <source>token id</source>
        <translation>词元编号</translation>
    </message>
    <message>
        <source>(… and %1 more = %2)</source>
        <translation>（… 另 %1 项 = %2）</translation>
    </message>
    <message>
        <source>%1 comes after %2, so it may not be read</source>
        <translation>%1 在 %2 之后，不许读</translation>
    </message>
    <message>
        <source>Layer %1: %2</source>
        <translation>第 %1 层：%2</translation>
    </message>
    <message>
        <source>And this too is added to the residual stream: the layer is done.</source>
        <translation>这也加到残差流上：这一层完成了。</translation>
    </message>
    <message>
        <source>After the last layer each row is brought to size once more.</source>
        <translation>最后一层之后，每一行再次归一化到合适的大小。</translation>
    </message>
    <message>
        <source>Each row is compared with the row of every token of the vocabulary: one score for every next token. The last row decides which one comes.</source>
        <translation>每一行与词表中每个词元的行相比：每个下一词元得一个分数。接下来是哪一个，由最后一行决定。</translation>
    </message>
</context>
<context>
    <name>Surprise</name>
    <message>
        <source>%1 bits of surprise: the model gave it %2</source>
        <translation>意外程度 %1 比特：模型给它的概率是 %2</translation>
    </message>
    <message>
        <source>Nothing to be surprised by yet: there is one token only.</source>
        <translation>还没有什么可意外的：只有一个词元。</translation>
    </message>
    <message>
        <source>%1 tokens surprised the model by %2 bits in all: %3 bits a token, %4 bits a character.</source>
        <translation>%1 个词元共让模型意外了 %2 比特：每个词元 %3 比特，每个字符 %4 比特。</translation>
    </message>
    <message>
        <source>The first token has nothing before it and is not counted.</source>
        <translation>第一个词元之前没有内容，不计入。</translation>
    </message>
    <message>
        <source>%1 bits: as a blind guess</source>
        <translation>%1 比特：如同瞎猜</translation>
    </message>
</context>
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
    <name>TrainingFigures</name>
    <message>
        <source>%1 hours</source>
        <translation>%1&#x2009;小时</translation>
    </message>
    <message>
        <source>%1 days</source>
        <translation>%1&#x2009;天</translation>
    </message>
    <message>
        <source>%1 years</source>
        <translation>%1&#x2009;年</translation>
    </message>
    <message>
        <source>%1 GPU hours</source>
        <translation>%1 GPU&#x2009;小时</translation>
    </message>
    <message>
        <source>Operations, by 6ND</source>
        <translation>运算量，按&#x2009;6ND</translation>
    </message>
    <message>
        <source>6 × parameters × tokens</source>
        <translation>6 × 参数 × 词元</translation>
    </message>
    <message>
        <source>Of the experts only those that work for a token. Kaplan et al. 2020, arXiv 2001.08361</source>
        <translation>专家中只算为一个词元工作的。Kaplan&#x2009;等&#x2009;2020，arXiv 2001.08361</translation>
    </message>
    <message>
        <source>Operations, exactly</source>
        <translation>运算量，精确</translation>
    </message>
    <message>
        <source>3 × (2 × weights multiplied + attention) × tokens</source>
        <translation>3 ×（2 × 相乘的权重&#x2009;+ 注意力）× 词元</translation>
    </message>
    <message>
        <source>%1 per token in texts of %2 tokens; attention is %3 of it
%1 × %4 = %5, which is %6 by 6ND</source>
        <translation>文本长&#x2009;%2&#x2009;词元时每词元&#x2009;%1，其中注意力占&#x2009;%3
%1 × %4 = %5，与&#x2009;6ND&#x2009;相差&#x2009;%6</translation>
    </message>
    <message>
        <source>Every matrix of the list, forward and twice that back; tables that are only looked up are free.</source>
        <translation>列表中的每个矩阵，前向一次、反向两倍；只查不乘的表不计。</translation>
    </message>
    <message>
        <source>Tokens for each parameter</source>
        <translation>每个参数的词元</translation>
    </message>
    <message>
        <source>tokens ÷ parameters</source>
        <translation>词元 ÷ 参数</translation>
    </message>
    <message>
        <source>Money</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>GPU hours × dollars an hour</source>
        <translation>GPU&#x2009;小时 × 每小时美元</translation>
    </message>
    <message>
        <source>No price is known for this GPU: write one above.</source>
        <translation>没有这种&#x2009;GPU&#x2009;的价格：请在上方填写。</translation>
    </message>
    <message>
        <source>The GPUs of the last run only: no failed runs, people, data or storage.</source>
        <translation>只算最后一次训练的&#x2009;GPU：不含失败的训练、人员、数据和存储。</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>能耗</translation>
    </message>
    <message>
        <source>≈ %1 MWh</source>
        <translation>≈ %1 MWh</translation>
    </message>
    <message>
        <source>GPU hours × watts × overhead of the building ÷ 1,000,000</source>
        <translation>GPU&#x2009;小时 × 瓦 × 机房开销 ÷ 1,000,000</translation>
    </message>
    <message>
        <source>The power of this chip is not published: write one above.</source>
        <translation>这种芯片没有公布功率：请在上方填写。</translation>
    </message>
    <message>
        <source>CO₂</source>
        <translation>CO₂</translation>
    </message>
    <message>
        <source>≈ %1 t</source>
        <translation>≈ %1&#x2009;吨</translation>
    </message>
    <message>
        <source>MWh × kg of each kWh</source>
        <translation>兆瓦时 × 每千瓦时千克数</translation>
    </message>
    <message>
        <source>GPU hours</source>
        <translation>GPU&#x2009;小时</translation>
    </message>
    <message>
        <source>operations ÷ (3600 × peak of a GPU × share of it reached)</source>
        <translation>运算量 ÷（3600 × GPU&#x2009;峰值 × 达到的比例）</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>GPU hours ÷ GPUs ÷ 24</source>
        <translation>GPU&#x2009;小时 ÷ GPU&#x2009;数 ÷ 24</translation>
    </message>
    <message>
        <source>%1 ÷ %2 ÷ 24 = %3 days</source>
        <translation>%1 ÷ %2 ÷ 24 = %3&#x2009;天</translation>
    </message>
    <message>
        <source>Share of the peak (MFU)</source>
        <translation>达到峰值的比例（MFU）</translation>
    </message>
    <message>
        <source>Published runs reach 25 to 45 %; the table below has theirs.</source>
        <translation>公布的训练达到&#x2009;25 %&#x2009;至&#x2009;45 %；下表列出各自的数值。</translation>
    </message>
    <message>
        <source>Dollars for a GPU hour</source>
        <translation>每&#x2009;GPU&#x2009;小时的美元</translation>
    </message>
    <message>
        <source>Rents differ by provider and week; beginning values of %1.</source>
        <translation>租金因提供商和时间而异；初始值取自&#x2009;%1。</translation>
    </message>
    <message>
        <source>Peak of the GPU, 16 bits, dense</source>
        <translation>GPU&#x2009;的峰值，16&#x2009;位，稠密</translation>
    </message>
    <message>
        <source>Power of the GPU</source>
        <translation>GPU&#x2009;的功率</translation>
    </message>
    <message>
        <source>Written above.</source>
        <translation>在上方填写。</translation>
    </message>
</context>
<context>
    <name>UseCases</name>
    <message>
        <source>Chatbot</source>
        <translation>聊天机器人</translation>
    </message>
    <message>
        <source>Reading speed</source>
        <translation>阅读速度</translation>
    </message>
    <message>
        <source>Video frame rate</source>
        <translation>视频帧率</translation>
    </message>
    <message>
        <source>Deep research</source>
        <translation>深度研究</translation>
    </message>
    <message>
        <source>a gap of at most 100 ms (rule of thumb: about twice as fast as people read), and a first token within 500 ms, which feels immediate</source>
        <translation>间隔至多 100 毫秒（经验值：约为人阅读速度的两倍），首词元在 500 毫秒以内，感觉是立刻回答</translation>
    </message>
    <message>
        <source>238 words a minute (Brysbaert 2019, English non-fiction) ÷ 60 ÷ 0.75 words per token</source>
        <translation>每分钟 238 个词（Brysbaert 2019，英文非虚构作品）÷ 60 ÷ 每词元 0.75 个词</translation>
    </message>
    <message>
        <source>24 frames a second × 256 tokens a frame, a film of 5 seconds: the stream must keep the frame rate</source>
        <translation>每秒 24 帧 × 每帧 256 个词元，5 秒的影片：词元流必须跟得上帧率</translation>
    </message>
    <message>
        <source>30,000 thinking tokens within half an hour: nobody waits at the screen, so quality counts more than latency</source>
        <translation>半小时内 30,000 个思考词元：没有人守在屏幕前，质量比延迟更重要</translation>
    </message>
</context>
<context>
    <name>WordPresets</name>
    <message>
        <source>words with “ness” and others</source>
        <translation>含 “ness” 的词与其他词</translation>
    </message>
    <message>
        <source>people and things</source>
        <translation>人与物</translation>
    </message>
    <message>
        <source>characters with 氵 (water) and others</source>
        <translation>三点水的字与其他字</translation>
    </message>
    <message>
        <source>characters with 木 (tree) and others</source>
        <translation>木字旁的字与其他字</translation>
    </message>
    <message>
        <source>characters with 艹 (grass) and others</source>
        <translation>草字头的字与其他字</translation>
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
    <name>tokenarium::AnyModelView</name>
    <message>
        <source>Decoder layer %1</source>
        <translation>解码器第 %1 层</translation>
    </message>
    <message>
        <source>Picture layer %1</source>
        <translation>图像编码器第 %1 层</translation>
    </message>
    <message>
        <source>Encoder layer %1</source>
        <translation>编码器第 %1 层</translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation>第 %1 层</translation>
    </message>
    <message>
        <source>All parameters</source>
        <translation>全部参数</translation>
    </message>
    <message>
        <source>At work for one token</source>
        <translation>处理一个词元时用到的</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>%1: %2 parameters, of which %3 (%4) work for one token</source>
        <translation>%1：%2 个参数，其中 %3（%4）参与处理一个词元</translation>
    </message>
    <message>
        <source>%1: %2 parameters, most of them (%3) in: %4</source>
        <translation>%1：%2 个参数，最多的部分（%3）是：%4</translation>
    </message>
    <message>
        <source>%1 lines; a click on a heading sorts them.</source>
        <translation>%1 行；点击表头可排序。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 · %2 = %3 parameters · %4</source>
        <translation>%1 · %2 = %3 个参数 · %4</translation>
    </message>
    <message>
        <source>Areas are shares: %1 alone is %2 of the model</source>
        <translation>面积即份额：仅 %1 就占模型的 %2</translation>
    </message>
    <message>
        <source>Point at a tile to see its tensor; a click pins it, the arrow keys walk.</source>
        <translation>指向一块可看到它的张量；点击固定，方向键移动。</translation>
    </message>
    <message>
        <source>A model is a pile of tables of numbers. Turn a size and see which tables grow; every row below opens to the sum that made it.</source>
        <translation>模型就是一堆数字表格。调整一个尺寸，看哪些表格变大；下面每一行都可展开，看它是怎样加出来的。</translation>
    </message>
    <message>
        <source>This file tells its tensors but not the sizes behind them, so there is nothing to turn here.</source>
        <translation>这个文件写明了张量，却没有写明背后的尺寸，所以这里没有可调的。</translation>
    </message>
    <message>
        <source>Map, equal layers as one</source>
        <translation>面积图，相同的层合并</translation>
    </message>
    <message>
        <source>Map, layer by layer</source>
        <translation>面积图，逐层</translation>
    </message>
    <message>
        <source>Table of tensors</source>
        <translation>张量表</translation>
    </message>
    <message>
        <source>How the tensors are shown</source>
        <translation>张量的显示方式</translation>
    </message>
    <message>
        <source>Any model</source>
        <translation>任意模型</translation>
    </message>
    <message>
        <source>%1 (changed)</source>
        <translation>%1（已改动）</translation>
    </message>
</context>
<context>
    <name>tokenarium::AttentionLines</name>
    <message>
        <source>tokens that read</source>
        <translation>在读的词元</translation>
    </message>
    <message>
        <source>tokens that are read</source>
        <translation>被读的词元</translation>
    </message>
    <message>
        <source>%1 reads %2</source>
        <translation>%1 读 %2</translation>
    </message>
    <message>
        <source>%1 is read by %2</source>
        <translation>%1 被 %2 读</translation>
    </message>
</context>
<context>
    <name>tokenarium::AttentionView</name>
    <message>
        <source>Each head of each layer decides anew which earlier tokens a token reads, and how much of each; its shares sum to 100 %.</source>
        <translation>每一层的每个注意力头都重新决定：一个词元读前面哪些词元、各读多少；这些份额合计 100 %。</translation>
    </message>
    <message>
        <source>Layers (rows) and heads (columns); ⌀ is their mean</source>
        <translation>行为层，列为注意力头；⌀ 为平均</translation>
    </message>
    <message>
        <source>Heads of all layers</source>
        <translation>所有层的注意力头</translation>
    </message>
    <message>
        <source>Attention as lines</source>
        <translation>连线形式的注意力</translation>
    </message>
    <message>
        <source>Attention as a heat map</source>
        <translation>热图形式的注意力</translation>
    </message>
    <message>
        <source>The strongest</source>
        <translation>最强的</translation>
    </message>
    <message>
        <source>Whom does it read?</source>
        <translation>它读谁？</translation>
    </message>
    <message>
        <source>From the lit token to those it takes something from</source>
        <translation>从选中的词元到它所读取的词元</translation>
    </message>
    <message>
        <source>Who reads it?</source>
        <translation>谁读它？</translation>
    </message>
    <message>
        <source>From later tokens to the lit one</source>
        <translation>从后面的词元到选中的词元</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>连线</translation>
    </message>
    <message>
        <source>Heat map</source>
        <translation>热图</translation>
    </message>
    <message>
        <source>This model and text are too large to keep all attention weights; only what comes out of each layer is kept. A shorter prompt or a smaller model shows them.</source>
        <translation>这个模型和文本太大，无法保留全部注意力权重，只保留了每层的输出。换用更短的提示词或更小的模型即可看到。</translation>
    </message>
    <message>
        <source>token that reads</source>
        <translation>在读的词元</translation>
    </message>
    <message>
        <source>token that is read</source>
        <translation>被读的词元</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>In %1 nobody reads ‘%2’.</source>
        <translation>在%1中，没有词元读「%2」。</translation>
    </message>
    <message>
        <source>In %1, ‘%2’ reads itself most: %3.</source>
        <translation>在%1中，「%2」读自己最多：%3。</translation>
    </message>
    <message>
        <source>In %1, ‘%2’ reads ‘%3’ most: %4.</source>
        <translation>在%1中，「%2」读「%3」最多：%4。</translation>
    </message>
    <message>
        <source>In %1, ‘%2’ is read most by ‘%3’: %4 of what that token takes in.</source>
        <translation>在%1中，读「%2」最多的是「%3」：占其读取量的 %4。</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
</context>
<context>
    <name>tokenarium::BarsChart</name>
    <message>
        <source>%1 (log scale)</source>
        <translation>%1（对数刻度）</translation>
    </message>
    <message>
        <source>row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>as shown</source>
        <translation>显示值</translation>
    </message>
</context>
<context>
    <name>tokenarium::BatchChart</name>
    <message>
        <source>%1 texts: %2 a step, %3 tokens/s</source>
        <translation>%1&#x2009;段文本：每步&#x2009;%2，每秒&#x2009;%3&#x2009;个词元</translation>
    </message>
    <message>
        <source>Throughput against latency</source>
        <translation>吞吐量与延迟</translation>
    </message>
    <message>
        <source>time each text waits for its next token, ms</source>
        <translation>每段文本等待下一个词元的时间（毫秒）</translation>
    </message>
    <message>
        <source>tokens/s of all texts</source>
        <translation>所有文本每秒词元数</translation>
    </message>
</context>
<context>
    <name>tokenarium::BatchPanel</name>
    <message>
        <source>Measuring real batches of this model …</source>
        <translation>正在用这个模型实测批处理……</translation>
    </message>
    <message>
        <source>One text alone: %1 tokens/s, one every %2. Measured here.</source>
        <translation>单独一段文本：每秒&#x2009;%1&#x2009;个词元，每&#x2009;%2&#x2009;一个。本机实测。</translation>
    </message>
    <message>
        <source>%1 texts at once: %2 tokens/s together, and each waits %3 for its next token. Alone it would be %4 tokens/s and %5: the weights are read once for all, so %6× the tokens for %7× the wait. Measured here.</source>
        <translation>%1&#x2009;段文本同时处理：合计每秒&#x2009;%2&#x2009;个词元，每段等待下一个词元&#x2009;%3。单独处理则是每秒&#x2009;%4&#x2009;个和&#x2009;%5：权重为所有文本只读一次，所以词元数是&#x2009;%6&#x2009;倍，等待是&#x2009;%7&#x2009;倍。本机实测。</translation>
    </message>
    <message>
        <source>Texts in the batch</source>
        <translation>批中的文本数</translation>
    </message>
    <message>
        <source>So many texts are read in the same forward pass, each with a KV cache of its own</source>
        <translation>这么多段文本在同一次前向计算中处理，各有自己的&#x2009;KV&#x2009;缓存</translation>
    </message>
</context>
<context>
    <name>tokenarium::BranchTreeView</name>
    <message>
        <source>The end of the prompt</source>
        <translation>提示词的末尾</translation>
    </message>
    <message>
        <source>chosen by you</source>
        <translation>由你选择</translation>
    </message>
    <message>
        <source>drawn</source>
        <translation>抽取所得</translation>
    </message>
    <message>
        <source>%1, %2 by the model, %3</source>
        <translation>%1，模型给出 %2，%3</translation>
    </message>
    <message>
        <source>%1; %2 of %3</source>
        <translation>%1；第 %2 个，共 %3 个</translation>
    </message>
</context>
<context>
    <name>tokenarium::BudgetView</name>
    <message>
        <source>Change the time of the budget</source>
        <translation>更改预算的时段</translation>
    </message>
    <message>
        <source>Change the calls a day</source>
        <translation>更改每天的调用次数</translation>
    </message>
    <message>
        <source>Change the answer</source>
        <translation>更改回答</translation>
    </message>
    <message>
        <source>“%1” is no amount of money: digits and at most one point were expected, as in 100 or 0.50.</source>
        <translation>“%1”不是金额：应为数字，最多一个小数点，例如 100 或 0.50。</translation>
    </message>
    <message>
        <source>Change the budget</source>
        <translation>更改预算</translation>
    </message>
    <message>
        <source>%1 a day</source>
        <translation>每天 %1</translation>
    </message>
    <message>
        <source>%1 a month</source>
        <translation>每月 %1</translation>
    </message>
    <message>
        <source>Prices are in US dollars.</source>
        <translation>价格以美元计。</translation>
    </message>
    <message>
        <source>1 USD = %1 %2, a round rate; change it in the price book</source>
        <translation>1 USD = %1 %2，粗略的汇率；可在价目表中更改</translation>
    </message>
    <message>
        <source>1 USD = %1 %2, looked up on %3</source>
        <translation>1 USD = %1 %2，查于 %3</translation>
    </message>
    <message>
        <source>calls</source>
        <translation>次调用</translation>
    </message>
    <message>
        <source>%1 pays for no call</source>
        <translation>%1 不够调用一次</translation>
    </message>
    <message>
        <source>%1 pays for %2 calls of %3</source>
        <translation>%1 可以调用 %2 次 %3</translation>
    </message>
    <message>
        <source>Calls for %1</source>
        <translation>%1 可调用的次数</translation>
    </message>
    <message>
        <source>without end: a call costs nothing</source>
        <translation>没有上限：调用不花钱</translation>
    </message>
    <message>
        <source>budget ÷ price of a call, rounded down</source>
        <translation>预算 ÷ 每次调用的价格，向下取整</translation>
    </message>
    <message>
        <source>%1 ÷ %2 = %3</source>
        <translation>%1 ÷ %2 = %3</translation>
    </message>
    <message>
        <source>That is a day</source>
        <translation>相当于每天</translation>
    </message>
    <message>
        <source>calls ÷ 30 days, rounded down</source>
        <translation>次数 ÷ 30 天，向下取整</translation>
    </message>
    <message>
        <source>%1 ÷ 30</source>
        <translation>%1 ÷ 30</translation>
    </message>
    <message>
        <source>Price of a call</source>
        <translation>每次调用的价格</translation>
    </message>
    <message>
        <source>all lines of the bill</source>
        <translation>账单各行之和</translation>
    </message>
    <message>
        <source>%1 tokens in, %2 tokens out</source>
        <translation>输入 %1 个词元，输出 %2 个词元</translation>
    </message>
    <message>
        <source>prices of %1</source>
        <translation>%1 的价格</translation>
    </message>
    <message>
        <source>%1 calls a day cost a day</source>
        <translation>每天调用 %1 次，每天花费</translation>
    </message>
    <message>
        <source>%1 calls a day cost a month</source>
        <translation>每天调用 %1 次，每月花费</translation>
    </message>
    <message>
        <source>%1 calls a day cost a year</source>
        <translation>每天调用 %1 次，每年花费</translation>
    </message>
    <message>
        <source>calls a day × days × price of a call</source>
        <translation>每天次数 × 天数 × 每次的价格</translation>
    </message>
    <message>
        <source>%1 × %2 × %3</source>
        <translation>%1 × %2 × %3</translation>
    </message>
    <message>
        <source>Budget:</source>
        <translation>预算：</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>货币</translation>
    </message>
    <message>
        <source>Time of the budget</source>
        <translation>预算的时段</translation>
    </message>
    <message>
        <source>a month</source>
        <translation>每月</translation>
    </message>
    <message>
        <source>a day</source>
        <translation>每天</translation>
    </message>
    <message>
        <source>Calls a day</source>
        <translation>每天调用</translation>
    </message>
    <message>
        <source>The other way round: what do so many calls cost?</source>
        <translation>反过来问：这么多次调用要花多少钱？</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个词元</translation>
    </message>
    <message>
        <source>Tokens of the answer that are expected</source>
        <translation>预计回答的词元数</translation>
    </message>
    <message>
        <source>How many calls with the open prompt does a budget pay for, and what do so many calls a day cost?</source>
        <translation>一笔预算够用当前提示词调用多少次？每天调用这么多次又要花多少钱？</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>预算</translation>
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
    <name>tokenarium::CachePicture</name>
    <message>
        <source>layer %1</source>
        <translation>第 %1 层</translation>
    </message>
    <message>
        <source>keys</source>
        <translation>键</translation>
    </message>
    <message>
        <source>values</source>
        <translation>值</translation>
    </message>
    <message>
        <source>the frame: the whole context, %1 tokens</source>
        <translation>外框：整个上下文，%1 个词元</translation>
    </message>
    <message>
        <source>%1, token %2 of %3; the context has room for %4</source>
        <translation>%1，第 %2 个词元，共 %3 个；上下文可容纳 %4 个</translation>
    </message>
</context>
<context>
    <name>tokenarium::CacheSection</name>
    <message>
        <source>Keys and values of every token read so far are kept, so that the next token need not compute them again: the price is memory that grows with every token.</source>
        <translation>已读词元的键和值都保留下来，下一个词元就不必重新计算；代价是内存随每个词元增长。</translation>
    </message>
    <message>
        <source>The KV cache: a column per token, a band per layer</source>
        <translation>KV 缓存：每列一个词元，每条一层</translation>
    </message>
    <message>
        <source>Bytes of the KV cache</source>
        <translation>KV 缓存的字节数</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 字节</translation>
    </message>
    <message>
        <source>%1 tokens take %2; each further token takes %3.</source>
        <translation>%1 个词元占 %2；每多一个词元再占 %3。</translation>
    </message>
    <message>
        <source>Computed: 2 (keys and values) × %1 layers × %2 (%3 key heads × %4 numbers) × 4 bytes × %5 tokens = %6</source>
        <translation>计算：2（键和值）× %1 层 × %2（%3 个键头 × %4 个数）× 4 字节 × %5 个词元 = %6</translation>
    </message>
    <message>
        <source>as here: 32-bit numbers</source>
        <translation>现状：32 位数</translation>
    </message>
    <message>
        <source>16-bit numbers (FP16)</source>
        <translation>16 位数（FP16）</translation>
    </message>
    <message>
        <source>FP16, %1 query heads share %2 key heads</source>
        <translation>FP16，%1 个查询头共用 %2 个键头</translation>
    </message>
    <message>
        <source>FP16, all %1 query heads share one</source>
        <translation>FP16，全部 %1 个查询头共用一个</translation>
    </message>
    <message>
        <source>What if</source>
        <translation>假如</translation>
    </message>
    <message>
        <source>bytes per token</source>
        <translation>每词元字节</translation>
    </message>
    <message>
        <source>bytes of this text</source>
        <translation>这段文本的字节</translation>
    </message>
    <message>
        <source>bytes of the full context (%1 tokens)</source>
        <translation>整个上下文的字节（%1 个词元）</translation>
    </message>
    <message>
        <source>KV cache</source>
        <translation>KV 缓存</translation>
    </message>
</context>
<context>
    <name>tokenarium::ChangeList</name>
    <message>
        <source>%1: before %2, after %3</source>
        <translation>%1：改变前 %2，改变后 %3</translation>
    </message>
    <message>
        <source>before</source>
        <translation>改变前</translation>
    </message>
</context>
<context>
    <name>tokenarium::ChartFrame</name>
    <message>
        <source>%1: a name that ends in .svg, .pdf, .png or .csv was expected.</source>
        <translation>%1：文件名应以 .svg、.pdf、.png 或 .csv 结尾。</translation>
    </message>
    <message>
        <source>%1 could not be written: %2</source>
        <translation>无法写入 %1：%2</translation>
    </message>
    <message>
        <source>Export the chart</source>
        <translation>导出图表</translation>
    </message>
    <message>
        <source>The chart is in %1.</source>
        <translation>图表已保存到 %1。</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Keep this chart as a picture, or its numbers as a table</source>
        <translation>将图表存为图片，或将其数字存为表格</translation>
    </message>
    <message>
        <source>Picture that scales (SVG)…</source>
        <translation>矢量图（SVG）…</translation>
    </message>
    <message>
        <source>Page (PDF)…</source>
        <translation>页面（PDF）…</translation>
    </message>
    <message>
        <source>Picture (PNG)…</source>
        <translation>图片（PNG）…</translation>
    </message>
    <message>
        <source>Numbers (CSV)…</source>
        <translation>数字（CSV）…</translation>
    </message>
</context>
<context>
    <name>tokenarium::CodebookLadderView</name>
    <message>
        <source>Levels of the codebook</source>
        <translation>码本的级数</translation>
    </message>
    <message>
        <source>Entries of the codebook</source>
        <translation>码本的条目数</translation>
    </message>
    <message>
        <source>Codebook</source>
        <translation>码本</translation>
    </message>
    <message>
        <source>Each frame becomes a few numbers: level 1 names the most similar frame of a codebook, level 2 what is still missing, and so on. EnCodec, DAC and Mimi do so with vectors that a network has learnt, here it is done with mel frames.</source>
        <translation>每一帧变成几个编号：第&#x2009;1&#x2009;级给出码本里最相似的一帧，第&#x2009;2&#x2009;级补上还缺的部分，依此类推。EnCodec、DAC&#x2009;和&#x2009;Mimi&#x2009;用网络学到的向量来做，这里用梅尔帧来做。</translation>
    </message>
    <message>
        <source>Levels</source>
        <translation>级数</translation>
    </message>
    <message>
        <source>How many ids of each frame are used</source>
        <translation>每帧使用几个编号</translation>
    </message>
    <message>
        <source>What the spectrogram alone sounds like: bands hold several pitches and no phase, so this is the most that any number of levels can reach. Made by the method of Griffin and Lim.</source>
        <translation>只凭声谱图听起来怎样：一个频带里混有几个音高，也没有相位，所以级数再多最好也就是这样。用&#x2009;Griffin&#x2009;和&#x2009;Lim&#x2009;的方法合成。</translation>
    </message>
    <message>
        <source>Save WAV…</source>
        <translation>保存&#x2009;WAV…</translation>
    </message>
    <message>
        <source>The sound after so many levels, as a file</source>
        <translation>把用到这么多级的声音存为文件</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>原声</translation>
    </message>
    <message>
        <source>Spectrogram of the original</source>
        <translation>原声的声谱图</translation>
    </message>
    <message>
        <source>Spectrogram rebuilt from the ids</source>
        <translation>由编号重建的声谱图</translation>
    </message>
    <message>
        <source>Ids by level</source>
        <translation>各级编号</translation>
    </message>
    <message>
        <source>One column a frame, one row a level. Zoom in with the wheel to read the ids.</source>
        <translation>一列是一帧，一行是一级。用滚轮放大可以看清编号。</translation>
    </message>
    <message>
        <source>Codebook: shipped, learnt from 38 minutes of speech</source>
        <translation>码本：随程序提供，学自&#x2009;38&#x2009;分钟语音</translation>
    </message>
    <message>
        <source>Codebook: learnt from your sound</source>
        <translation>码本：学自你的声音</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>条目</translation>
    </message>
    <message>
        <source>Of each level of the codebook that is to be learnt</source>
        <translation>要学习的码本每一级的条目数</translation>
    </message>
    <message>
        <source>Learn from this sound</source>
        <translation>从这段声音学习</translation>
    </message>
    <message>
        <source>Finds a codebook of seven levels for the open sound by k-means</source>
        <translation>用&#x2009;k&#x2009;均值为打开的声音找出七级码本</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Rebuilt from level 1</source>
        <translation>由第&#x2009;1&#x2009;级重建</translation>
    </message>
    <message>
        <source>Rebuilt from levels 1 to %1</source>
        <translation>由第&#x2009;1&#x2009;到第&#x2009;%1&#x2009;级重建</translation>
    </message>
    <message>
        <source>level %1</source>
        <translation>第&#x2009;%1&#x2009;级</translation>
    </message>
    <message>
        <source>The stretch is shorter than a frame: there is nothing to name.</source>
        <translation>这一段比一帧还短，没有可以编号的内容。</translation>
    </message>
    <message>
        <source>%1 frames a second × %2 levels × %3 bits (%4 entries) = %5 bits a second; the samples themselves take 256,000. Error after level %6: %7 dB.</source>
        <translation>每秒&#x2009;%1&#x2009;帧 × %2&#x2009;级 × %3&#x2009;位（%4&#x2009;个条目）= 每秒&#x2009;%5&#x2009;位；采样本身需要&#x2009;256,000&#x2009;位。到第&#x2009;%6&#x2009;级的误差：%7 dB。</translation>
    </message>
    <message>
        <source>Shown are the first %1 of the %2.</source>
        <translation>这里显示%2的前&#x2009;%1。</translation>
    </message>
    <message>
        <source>selection</source>
        <translation>选段</translation>
    </message>
    <message>
        <source>sound</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>levels</source>
        <translation>级数</translation>
    </message>
    <message>
        <source>error, dB</source>
        <translation>误差（dB）</translation>
    </message>
    <message>
        <source>kbit a second</source>
        <translation>千位每秒</translation>
    </message>
    <message>
        <source>Each level makes the error smaller, and costs as many bits as the one before</source>
        <translation>每加一级误差都变小，代价是同样多的位</translation>
    </message>
    <message>
        <source>Point at a frame to see its ids.</source>
        <translation>指向一帧可以看到它的编号。</translation>
    </message>
    <message>
        <source>Frame %1 at %2: %3</source>
        <translation>第&#x2009;%1&#x2009;帧，%2：%3</translation>
    </message>
    <message>
        <source>learning: %p %</source>
        <translation>学习中：%p %</translation>
    </message>
    <message>
        <source>making sound: %p %</source>
        <translation>合成声音：%p %</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Spectrogram</source>
        <translation>声谱图</translation>
    </message>
    <message>
        <source>After level %1</source>
        <translation>到第&#x2009;%1&#x2009;级</translation>
    </message>
    <message>
        <source>Listen to the stretch as it is</source>
        <translation>听这一段原来的声音</translation>
    </message>
    <message>
        <source>Listen to what these ids stand for</source>
        <translation>听这些编号所代表的声音</translation>
    </message>
    <message>
        <source>Save the sound</source>
        <translation>保存声音</translation>
    </message>
    <message>
        <source>after-%1-levels.wav</source>
        <translation>到第%1级.wav</translation>
    </message>
    <message>
        <source>WAV files (*.wav)</source>
        <translation>WAV&#x2009;文件 (*.wav)</translation>
    </message>
    <message>
        <source>The sound is too short: there is not one frame to learn from.</source>
        <translation>声音太短：连一帧可学的都没有。</translation>
    </message>
    <message>
        <source>Learn a codebook</source>
        <translation>学习码本</translation>
    </message>
    <message>
        <source>Codebook ladder</source>
        <translation>码本阶梯</translation>
    </message>
</context>
<context>
    <name>tokenarium::CodesView</name>
    <message>
        <source>Patch size of the codes</source>
        <translation>编码的图块大小</translation>
    </message>
    <message>
        <source>Size of the codebook</source>
        <translation>码本大小</translation>
    </message>
    <message>
        <source>A codebook is a list of little pictures. Each patch becomes the number of the most similar one: a token from a fixed vocabulary, like a word, which a model can also predict. A continuous patch vector keeps every number of the patch and can only be read, not chosen from a list.</source>
        <translation>码本是一张小图的列表。每个图块变成最相似那张小图的编号：像单词一样，是固定词表里的一个词元，模型也能预测它。连续的图块向量保留图块的每个数，只能读入，不能从列表里选出。</translation>
    </message>
    <message>
        <source>Patch size</source>
        <translation>图块大小</translation>
    </message>
    <message>
        <source>%1 × %1 px</source>
        <translation>%1 × %1 px</translation>
    </message>
    <message>
        <source>How many pixels a code is wide and high</source>
        <translation>一个编码的宽和高是多少像素</translation>
    </message>
    <message>
        <source>Codebook</source>
        <translation>码本</translation>
    </message>
    <message>
        <source>%1 codes</source>
        <translation>%1 个编码</translation>
    </message>
    <message>
        <source>How many different little pictures there are</source>
        <translation>一共有多少张不同的小图</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>原图</translation>
    </message>
    <message>
        <source>Code numbers as colours</source>
        <translation>用颜色表示的编号</translation>
    </message>
    <message>
        <source>Rebuilt from the numbers</source>
        <translation>由编号重建</translation>
    </message>
    <message>
        <source>Lower half predicted</source>
        <translation>预测出的下半部分</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Complete the lower half</source>
        <translation>补全下半部分</translation>
    </message>
    <message>
        <source>A tiny transformer learns here to predict the next code, then goes on where the upper half ends</source>
        <translation>一个很小的 Transformer 在这里学习预测下一个编码，然后从上半部分结束处继续</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>The same seed gives the same picture</source>
        <translation>相同的种子得到相同的图像</translation>
    </message>
    <message>
        <source>Learning steps</source>
        <translation>学习步数</translation>
    </message>
    <message>
        <source>Let it learn from the whole picture</source>
        <translation>让它从整幅图像学习</translation>
    </message>
    <message>
        <source>Then it has seen the lower half: completing shows what it remembers, not what it can guess</source>
        <translation>这样它就看过下半部分：补全显示的是它记住了什么，而不是能猜出什么</translation>
    </message>
    <message>
        <source>learning codebooks: %p %</source>
        <translation>正在学习码本：%p %</translation>
    </message>
    <message>
        <source>Learning the first codebook…</source>
        <translation>正在学习第一个码本…</translation>
    </message>
    <message>
        <source>no error at all: the picture is identical</source>
        <translation>没有误差：与原图完全相同</translation>
    </message>
    <message>
        <source>error %1 dB (PSNR, higher is better)</source>
        <translation>误差 %1 dB（PSNR，越高越好）</translation>
    </message>
    <message>
        <source>%1 patches as numbers of %2 codes (%3 are used): %4 bits per pixel instead of 24; %5.</source>
        <translation>%1 个图块写成 %2 个编码的编号（用到 %3 个）：每像素 %4 比特，而不是 24；%5。</translation>
    </message>
    <message>
        <source>The picture was made smaller first, to %1.</source>
        <translation>图像先缩小到 %1。</translation>
    </message>
    <message>
        <source>codes in the codebook</source>
        <translation>码本中的编码数</translation>
    </message>
    <message>
        <source>PSNR, dB</source>
        <translation>PSNR（dB）</translation>
    </message>
    <message>
        <source>bits per pixel</source>
        <translation>每像素比特数</translation>
    </message>
    <message>
        <source>More codes: a smaller error, and more bits for each number</source>
        <translation>编码越多：误差越小，每个编号需要的比特越多</translation>
    </message>
    <message>
        <source>Row %1, column %2: code #%3 of %4</source>
        <translation>第 %1 行第 %2 列：编码 #%3（共 %4 个）</translation>
    </message>
    <message>
        <source>#%1 %2</source>
        <translation>#%1 %2</translation>
    </message>
    <message>
        <source>The model drew #%1 here. The likeliest were: %2.</source>
        <translation>模型在这里抽到 #%1。最可能的是：%2。</translation>
    </message>
    <message>
        <source>Point at a patch to see its number.</source>
        <translation>指向一个图块，查看它的编号。</translation>
    </message>
    <message>
        <source>learning: %p %</source>
        <translation>正在学习：%p %</translation>
    </message>
    <message>
        <source>painting: %p %</source>
        <translation>正在绘制：%p %</translation>
    </message>
    <message>
        <source>After %1 steps the loss is %2 nats a code (guessing among all codes: %3). %4 codes are drawn.</source>
        <translation>%1 步之后，损失为每个编码 %2 纳特（在所有编码中瞎猜：%3）。已抽取 %4 个编码。</translation>
    </message>
    <message>
        <source>Discrete tokens</source>
        <translation>离散词元</translation>
    </message>
    <message>
        <source>Step through it in the Model room</source>
        <translation>到“模型”中逐步观看</translation>
    </message>
    <message>
        <source>codes of %1</source>
        <translation>%1 的编码</translation>
    </message>
    <message>
        <source>The tokens are the first %1 codes of %2; in the picture %3 comes next. Other codes can be typed into the prompt, too.</source>
        <translation>这些词元是 %2 的前 %1 个编码；图像里接下来的是 %3。也可以在提示词里输入别的编码。</translation>
    </message>
    <message>
        <source>The tiny transformer that has learnt here reads the first codes and predicts the next one, step by step, as the models of text do</source>
        <translation>在这里训练的小 Transformer 读入开头的编码，像文本模型那样一步一步预测下一个编码</translation>
    </message>
    <message>
        <source>No model has learnt yet: complete the lower half first</source>
        <translation>还没有训练模型：请先补全下半部分</translation>
    </message>
    <message>
        <source>A tiny next-code model learns here to predict each code from those before it, as models of text predict words. Once it has completed the lower half, it can be stepped through in the Model room.</source>
        <translation>一个小模型在这里学习根据前面的编码预测下一个编码，就像文本模型预测词一样。补全下半部分之后，可以到“模型”中逐步观看它。</translation>
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
    <name>tokenarium::CompareView</name>
    <message>
        <source>Choose the model to compare with</source>
        <translation>选择对比的模型</translation>
    </message>
    <message>
        <source>Choose what to compare</source>
        <translation>选择对比的内容</translation>
    </message>
    <message>
        <source>Change the other prompt</source>
        <translation>更改另一条提示词</translation>
    </message>
    <message>
        <source>The open prompt</source>
        <translation>当前提示词</translation>
    </message>
    <message>
        <source>The other prompt</source>
        <translation>另一条提示词</translation>
    </message>
    <message>
        <source>The price book has no model %1 of %2.</source>
        <translation>价目表里没有 %2 的模型 %1。</translation>
    </message>
    <message>
        <source>Line of the bill</source>
        <translation>账单项目</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差额</translation>
    </message>
    <message>
        <source>Tokens of the input</source>
        <translation>输入词元</translation>
    </message>
    <message>
        <source>Tokens of the output</source>
        <translation>输出词元</translation>
    </message>
    <message>
        <source>One call</source>
        <translation>一次调用</translation>
    </message>
    <message>
        <source>%1 calls</source>
        <translation>%1 次调用</translation>
    </message>
    <message>
        <source>input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>a call, in %1</source>
        <translation>一次调用，单位 %1</translation>
    </message>
    <message>
        <source>%1 costs nothing</source>
        <translation>%1 不花钱</translation>
    </message>
    <message>
        <source>Both cost the same</source>
        <translation>两者价格相同</translation>
    </message>
    <message>
        <source>%1 costs %2 % less than %3</source>
        <translation>%1 比 %3 便宜 %2 %</translation>
    </message>
    <message>
        <source>%1 costs %2 % more than %3</source>
        <translation>%1 比 %3 贵 %2 %</translation>
    </message>
    <message>
        <source>second − first</source>
        <translation>后者 − 前者</translation>
    </message>
    <message>
        <source>In percent of the first</source>
        <translation>占前者的百分比</translation>
    </message>
    <message>
        <source>difference ÷ first × 100</source>
        <translation>差额 ÷ 前者 × 100</translation>
    </message>
    <message>
        <source>the first costs nothing</source>
        <translation>前者不花钱</translation>
    </message>
    <message>
        <source>Tokens: %1</source>
        <translation>词元：%1</translation>
    </message>
    <message>
        <source>counted by %1</source>
        <translation>按 %1 计数</translation>
    </message>
    <message>
        <source>estimate by %1. %2</source>
        <translation>按 %1 估算。%2</translation>
    </message>
    <message>
        <source>Cost: %1</source>
        <translation>费用：%1</translation>
    </message>
    <message>
        <source>one call × number of calls</source>
        <translation>一次调用 × 次数</translation>
    </message>
    <message>
        <source>The open prompt with another model</source>
        <translation>当前提示词，换一个模型</translation>
    </message>
    <message>
        <source>Another prompt with the same model</source>
        <translation>换一条提示词，同一个模型</translation>
    </message>
    <message>
        <source>What to compare</source>
        <translation>对比什么</translation>
    </message>
    <message>
        <source>Type or paste the other prompt here</source>
        <translation>在此输入或粘贴另一条提示词</translation>
    </message>
    <message>
        <source>Both bills, line by line</source>
        <translation>两份账单，逐项对比</translation>
    </message>
    <message>
        <source>What would another model, or another way to ask, cost?</source>
        <translation>换一个模型，或换一种问法，要花多少钱？</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>对比</translation>
    </message>
</context>
<context>
    <name>tokenarium::ComputeDevice</name>
    <message>
        <source>The memory of the GPU (%1) is full: the processor goes on, and nothing is lost. Close other programs that use the card, or take a smaller model, before you choose it again.</source>
        <translation>GPU（%1）的显存已满：由处理器接着计算，什么都没有丢失。再次选择它之前，请关闭占用显卡的其他程序，或换用较小的模型。</translation>
    </message>
    <message>
        <source>This model has a shape that the GPU part cannot compute: the processor goes on, and nothing is lost.</source>
        <translation>GPU 部分无法计算这种形状的模型：由处理器接着计算，什么都没有丢失。</translation>
    </message>
    <message>
        <source>The GPU (%1) stopped answering: the processor goes on, and nothing is lost. Start the program again before you choose the card again.</source>
        <translation>GPU（%1）不再响应：由处理器接着计算，什么都没有丢失。再次选择它之前，请重新启动程序。</translation>
    </message>
    <message>
        <source>The GPU (%1) cannot be used now, perhaps because another program holds all of its memory: the processor computes.</source>
        <translation>GPU（%1）现在无法使用，也许另一个程序占用了它的全部显存：改由处理器计算。</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between facts in a list</comment>
        <translation>，</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>%1 (%2 GB)</source>
        <comment>a card and its memory</comment>
        <translation>%1（%2 GB）</translation>
    </message>
    <message>
        <source>this copy was built without the GPU part</source>
        <translation>此程序构建时不含 GPU 部分</translation>
    </message>
    <message>
        <source>the GPU part belongs to another version of the program</source>
        <translation>GPU 部分属于另一个版本的程序</translation>
    </message>
    <message>
        <source>no NVIDIA driver was found</source>
        <translation>未找到 NVIDIA 驱动</translation>
    </message>
    <message>
        <source>the NVIDIA driver supports CUDA %1, and %2 is needed: update the driver</source>
        <translation>NVIDIA 驱动支持 CUDA %1，而需要 %2：请更新驱动</translation>
    </message>
    <message>
        <source>the NVIDIA driver finds no usable card</source>
        <translation>NVIDIA 驱动找不到可用的显卡</translation>
    </message>
    <message>
        <source>1 core</source>
        <translation>1 核</translation>
    </message>
    <message>
        <source>%1 cores</source>
        <translation>%1 核</translation>
    </message>
    <message>
        <source>the processor (%1)</source>
        <translation>处理器（%1）</translation>
    </message>
    <message>
        <source>the processor</source>
        <translation>处理器</translation>
    </message>
</context>
<context>
    <name>tokenarium::ContextGaugeWidget</name>
    <message>
        <source>page ≈ %1</source>
        <translation>一页 ≈ %1</translation>
    </message>
    <message>
        <source>4K picture ≈ %1</source>
        <translation>4K&#x2009;图像 ≈ %1</translation>
    </message>
    <message>
        <source>hour of podcast as text ≈ %1</source>
        <translation>一小时播客的文字 ≈ %1</translation>
    </message>
    <message>
        <source>hour as sound %1</source>
        <translation>一小时声音&#x2009;%1</translation>
    </message>
    <message>
        <source>novel ≈ %1</source>
        <translation>小说 ≈ %1</translation>
    </message>
    <message>
        <source>window %1 ▾</source>
        <translation>窗口&#x2009;%1 ▾</translation>
    </message>
    <message>
        <source>⚠ %1 too many</source>
        <translation>⚠ 多出&#x2009;%1&#x2009;个</translation>
    </message>
    <message>
        <source>context window, logarithmic</source>
        <translation>上下文窗口，对数刻度</translation>
    </message>
    <message>
        <source>context window, linear</source>
        <translation>上下文窗口，线性刻度</translation>
    </message>
    <message>
        <source>Context gauge</source>
        <translation>上下文标尺</translation>
    </message>
    <message>
        <source>%1 of a window of %2 tokens: %3</source>
        <translation>窗口&#x2009;%2&#x2009;个词元，已用&#x2009;%1&#x2009;个：%3</translation>
    </message>
    <message>
        <source>%1: %2 tokens – %3</source>
        <translation>%1：%2&#x2009;个词元 – %3</translation>
    </message>
    <message>
        <source>Click, or ← and →, to choose another window.</source>
        <translation>点击，或用&#x2009;←&#x2009;和&#x2009;→，选择另一个窗口。</translation>
    </message>
</context>
<context>
    <name>tokenarium::ContextLandmark</name>
    <message>
        <source>500 words at 0.75 words a token</source>
        <translation>500&#x2009;个英文词，每词元&#x2009;0.75&#x2009;个词</translation>
    </message>
    <message>
        <source>3840 x 2160 in 15 tiles of 258 tokens (Gemini 2, tiles of 768)</source>
        <translation>3840 × 2160&#x2009;切成&#x2009;15&#x2009;块，每块&#x2009;258&#x2009;个词元（Gemini 2，块边长&#x2009;768）</translation>
    </message>
    <message>
        <source>an hour, 150 words a minute, 0.75 words a token</source>
        <translation>一小时，每分钟&#x2009;150&#x2009;个英文词，每词元&#x2009;0.75&#x2009;个词</translation>
    </message>
    <message>
        <source>an hour at 32 tokens a second (Gemini)</source>
        <translation>一小时，每秒&#x2009;32&#x2009;个词元（Gemini）</translation>
    </message>
    <message>
        <source>90,000 words at 0.75 words a token</source>
        <translation>90,000&#x2009;个英文词，每词元&#x2009;0.75&#x2009;个词</translation>
    </message>
    <message>
        <source>the largest window that is common in 2026</source>
        <translation>2026&#x2009;年常见的最大窗口</translation>
    </message>
</context>
<context>
    <name>tokenarium::ConversationView</name>
    <message>
        <source>Change the number of turns</source>
        <translation>更改轮数</translation>
    </message>
    <message>
        <source>Change the instructions</source>
        <translation>更改系统提示</translation>
    </message>
    <message>
        <source>Change the question</source>
        <translation>更改提问</translation>
    </message>
    <message>
        <source>Change the answer</source>
        <translation>更改回答</translation>
    </message>
    <message>
        <source>Read from the cache</source>
        <translation>从缓存读取</translation>
    </message>
    <message>
        <source>sent again</source>
        <translation>重复发送</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新的</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Turn %1</source>
        <translation>第 %1 轮</translation>
    </message>
    <message>
        <source>Turn %1: %2 tokens in, %3 of them sent before, and %4 tokens out</source>
        <translation>第 %1 轮：输入 %2 个词元，其中 %3 个以前发过；输出 %4 个词元</translation>
    </message>
    <message>
        <source>After turn %1, %2 input tokens are billed, though only %3 were new</source>
        <translation>到第 %1 轮，按 %2 个输入词元计费，其中只有 %3 个是新的</translation>
    </message>
    <message>
        <source>The whole conversation</source>
        <translation>整个对话</translation>
    </message>
    <message>
        <source>sum of the turns, each billed as a call of its own</source>
        <translation>各轮之和，每轮按一次调用计费</translation>
    </message>
    <message>
        <source>%1 tokens in, %2 tokens out</source>
        <translation>输入 %1 个词元，输出 %2 个词元</translation>
    </message>
    <message>
        <source>prices of %1</source>
        <translation>%1 的价格</translation>
    </message>
    <message>
        <source>Input billed</source>
        <translation>计费的输入</translation>
    </message>
    <message>
        <source>sum over the turns of everything said before, and the new question</source>
        <translation>逐轮累加：以前说过的全部内容加上新的提问</translation>
    </message>
    <message>
        <source>Output billed</source>
        <translation>计费的输出</translation>
    </message>
    <message>
        <source>turns × answer</source>
        <translation>轮数 × 回答</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>If each token were billed once</source>
        <translation>假如每个词元只计费一次</translation>
    </message>
    <message>
        <source>as one call with everything in it</source>
        <translation>当作一次包含全部内容的调用</translation>
    </message>
    <message>
        <source>Last turn against the first</source>
        <translation>末轮与首轮之比</translation>
    </message>
    <message>
        <source>× %1</source>
        <translation>× %1</translation>
    </message>
    <message>
        <source>price of the last turn ÷ price of the first</source>
        <translation>末轮价格 ÷ 首轮价格</translation>
    </message>
    <message>
        <source>%1 ÷ %2</source>
        <translation>%1 ÷ %2</translation>
    </message>
    <message>
        <source>Without the cache</source>
        <translation>不用缓存</translation>
    </message>
    <message>
        <source>With the cache</source>
        <translation>使用缓存</translation>
    </message>
    <message>
        <source>what was sent before is read, what is new is written</source>
        <translation>发过的从缓存读取，新的写入缓存</translation>
    </message>
    <message>
        <source>%1 + (%2 − 1) × %3 = %4 &lt; %5</source>
        <translation>%1 + (%2 − 1) × %3 = %4 &lt; %5</translation>
    </message>
    <message>
        <source>never</source>
        <translation>永远不</translation>
    </message>
    <message>
        <source>no price for the cache</source>
        <translation>没有缓存价格</translation>
    </message>
    <message>
        <source>write + (uses − 1) × read &lt; uses, in prices of the input</source>
        <translation>写入 + (次数 − 1) × 读取 &lt; 次数，以输入价格为单位</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个词元</translation>
    </message>
    <message>
        <source>Turns</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>A question and its answer are a turn</source>
        <translation>一问一答为一轮</translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>系统提示</translation>
    </message>
    <message>
        <source>The system prompt, sent with every turn</source>
        <translation>系统提示词，每轮都会发送</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>提问</translation>
    </message>
    <message>
        <source>What the person says in each turn</source>
        <translation>每轮里人说的话</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>What the model says in each turn</source>
        <translation>每轮里模型说的话</translation>
    </message>
    <message>
        <source>Read what was sent before from the vendor&apos;s cache</source>
        <translation>以前发过的内容从厂商的缓存读取</translation>
    </message>
    <message>
        <source>A model remembers nothing: with every turn the whole conversation is sent and billed again.</source>
        <translation>模型什么也不记得：每一轮都要把整个对话重新发送、重新计费。</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Cache pays from use</source>
        <translation>缓存从第几次使用起划算</translation>
    </message>
</context>
<context>
    <name>tokenarium::CostPage</name>
    <message>
        <source>Cost</source>
        <translation>费用</translation>
    </message>
</context>
<context>
    <name>tokenarium::CostView</name>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>no model</source>
        <translation>没有模型</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
</context>
<context>
    <name>tokenarium::DataDetails</name>
    <message>
        <source>the same as: %1</source>
        <translation>与此相同：%1</translation>
    </message>
    <message>
        <source>too short</source>
        <translation>过短</translation>
    </message>
    <message>
        <source>mostly signs</source>
        <translation>几乎全是符号</translation>
    </message>
    <message>
        <source>replaced by %1</source>
        <translation>替换为 %1</translation>
    </message>
    <message>
        <source>left out for balance</source>
        <translation>为配比而略去</translation>
    </message>
    <message>
        <source>Nothing was dropped here.</source>
        <translation>这一步没有去掉任何内容。</translation>
    </message>
    <message>
        <source>0 to 255: the bytes. Then:</source>
        <translation>0 到 255 是字节。其后是：</translation>
    </message>
</context>
<context>
    <name>tokenarium::DataMixView</name>
    <message>
        <source>Common Crawl, filtered</source>
        <translation>Common Crawl（过滤后）</translation>
    </message>
    <message>
        <source>Wikipedia</source>
        <translation>维基百科</translation>
    </message>
    <message>
        <source>Tokens that were read</source>
        <translation>读过的词元</translation>
    </message>
    <message>
        <source>GPT-3 did not read everything there was, and good sources more than once: the web is four fifths of the data, but only three fifths of what was drawn. The 45 TB that are often quoted are the web before filtering.</source>
        <translation>GPT-3&#x2009;并没有读完所有数据，好的来源却读了不止一遍：网页占数据的五分之四，只占抽取量的五分之三。常被引用的&#x2009;45 TB&#x2009;是过滤之前的网页。</translation>
    </message>
    <message>
        <source>300 billion for GPT-3; another number shows how often each source would be seen</source>
        <translation>GPT-3&#x2009;是&#x2009;3000&#x2009;亿；换一个数可看到各来源会被读几遍</translation>
    </message>
    <message>
        <source>Filtering left %1 of Common Crawl</source>
        <translation>过滤后&#x2009;Common Crawl&#x2009;只剩&#x2009;%1</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>Before, compressed</source>
        <translation>过滤前，压缩</translation>
    </message>
    <message>
        <source>After filtering</source>
        <translation>过滤后</translation>
    </message>
    <message>
        <source>Of %1 tokens, %2 were drawn</source>
        <translation>共有&#x2009;%1&#x2009;词元，抽取&#x2009;%2</translation>
    </message>
    <message>
        <source>Share of the tokens (drawn: shares add up to 101 %, for each is rounded)</source>
        <translation>占词元的比例（抽取的各项因四舍五入，合计&#x2009;101 %）</translation>
    </message>
    <message>
        <source>There are</source>
        <translation>现有</translation>
    </message>
    <message>
        <source>Drawn</source>
        <translation>抽取</translation>
    </message>
    <message>
        <source>Wikipedia was read %1 times, Common Crawl %2 times</source>
        <translation>维基百科读了&#x2009;%1&#x2009;遍，Common Crawl&#x2009;读了&#x2009;%2&#x2009;遍</translation>
    </message>
    <message>
        <source>Times read</source>
        <translation>遍数</translation>
    </message>
    <message>
        <source>tokens drawn × share ÷ tokens there are</source>
        <translation>抽取的词元 × 比例 ÷ 现有词元</translation>
    </message>
    <message>
        <source>%1 tokens and %2 % of the draws: %3; it prints %4 for 300 billion, from shares that are not rounded.</source>
        <translation>%1&#x2009;词元，占抽取的&#x2009;%2 %：%3；原文对&#x2009;3000&#x2009;亿写的是&#x2009;%4，由未舍入的比例算出。</translation>
    </message>
    <message>
        <source>Tokens there are</source>
        <translation>现有词元</translation>
    </message>
    <message>
        <source>GPT-3 itself read 300 billion.</source>
        <translation>GPT-3&#x2009;本身读了&#x2009;3000&#x2009;亿。</translation>
    </message>
    <message>
        <source>Shares added up</source>
        <translation>比例合计</translation>
    </message>
    <message>
        <source>60 + 22 + 8 + 8 + 3</source>
        <translation>60 + 22 + 8 + 8 + 3</translation>
    </message>
    <message>
        <source>Each share is rounded in the paper, so they are one too many.</source>
        <translation>论文中每项比例都四舍五入，所以多了一个百分点。</translation>
    </message>
    <message>
        <source>Common Crawl before filtering</source>
        <translation>过滤前的&#x2009;Common Crawl</translation>
    </message>
    <message>
        <source>Common Crawl after filtering</source>
        <translation>过滤后的&#x2009;Common Crawl</translation>
    </message>
    <message>
        <source>Bytes of one token</source>
        <translation>每个词元的字节</translation>
    </message>
    <message>
        <source>bytes after filtering ÷ tokens</source>
        <translation>过滤后的字节 ÷ 词元</translation>
    </message>
    <message>
        <source>GPT-3&apos;s data</source>
        <translation>GPT-3&#x2009;的数据</translation>
    </message>
    <message>
        <source>GPT-3&apos;s training data contain 45 TB of text.</source>
        <translation>GPT-3&#x2009;的训练数据包含&#x2009;45 TB&#x2009;文本。</translation>
    </message>
    <message>
        <source>45 TB were Common Crawl, compressed, before filtering; 570 GB were left of it, and 300 billion tokens were read in all.</source>
        <translation>45 TB&#x2009;是过滤前压缩的&#x2009;Common Crawl；过滤后剩&#x2009;570 GB，总共读了&#x2009;3000&#x2009;亿词元。</translation>
    </message>
</context>
<context>
    <name>tokenarium::DataView</name>
    <message>
        <source>%1 documents</source>
        <translation>%1 篇文档</translation>
    </message>
    <message>
        <source>Raw text</source>
        <translation>原始文本</translation>
    </message>
    <message>
        <source>Without duplicates</source>
        <translation>去重</translation>
    </message>
    <message>
        <source>Filtered</source>
        <translation>过滤</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>配比</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>词表</translation>
    </message>
    <message>
        <source>Ids</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Batches</source>
        <translation>批</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个词元</translation>
    </message>
    <message>
        <source>%1 ids</source>
        <translation>%1 个编号</translation>
    </message>
    <message>
        <source>%1 of %2 windows</source>
        <translation>%1 批，共 %2 个窗口</translation>
    </message>
    <message>
        <source>Text as it is found: %1 characters.</source>
        <translation>收集到的文本原样：%1 个字符。</translation>
    </message>
    <message>
        <source>The same text twice would be learned by heart: %1 documents were dropped. Capitals, spaces and punctuation do not make a difference.</source>
        <translation>重复的文本会被死记硬背：去掉了 %1 篇。大小写、空格和标点不算区别。</translation>
    </message>
    <message>
        <source>How often each kind of text is read: %1 documents were left out. Move a slider.</source>
        <translation>每类文本读多少遍：略去了 %1 篇。拖动滑块试试。</translation>
    </message>
    <message>
        <source>The pieces that stand together most often became tokens, learned from these documents.</source>
        <translation>最常连在一起的片段成为词元，从这些文档中学得。</translation>
    </message>
    <message>
        <source>Every document as numbers; a mark stands at its end.</source>
        <translation>每篇文档都变成编号，末尾有一个结束标记。</translation>
    </message>
    <message>
        <source>The row of ids is cut into windows of %1; %2 of them are one batch, and one batch is one step of training.</source>
        <translation>编号序列切成长度为 %1 的窗口；%2 个窗口为一批，一批就是训练的一步。</translation>
    </message>
    <message>
        <source>A small messy sample</source>
        <translation>一份杂乱的小样本</translation>
    </message>
    <message>
        <source>The texts chosen under Train</source>
        <translation>“训练”中选定的文本</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>What this step does</source>
        <translation>这一步做了什么</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>What was dropped on the way: %1 documents</source>
        <translation>这一步去掉了 %1 篇文档</translation>
    </message>
    <message>
        <source>What is left: %1 documents, %2 characters. Press the arrow before it to see what was dropped.</source>
        <translation>留下 %1 篇文档，%2 个字符。按它前面的箭头，看去掉了什么。</translation>
    </message>
    <message>
        <source>%1 documents were too short or mostly signs. Mail addresses, phone numbers and identity card numbers with a right check digit were replaced: %2.</source>
        <translation>%1 篇文档过短或几乎全是符号，已去掉。邮箱地址、电话号码和校验位正确的身份证号已被替换：%2。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Learning a vocabulary drops nothing: every byte stays a token of its own, so that any text can be written.</source>
        <translation>学习词表不去掉任何内容：每个字节仍是一个词元，因此任何文本都能写出。</translation>
    </message>
    <message>
        <source>Nothing is dropped: %1 characters became %2 ids, %3 characters for one id.</source>
        <translation>没有去掉任何内容：%1 个字符变成 %2 个编号，平均 %3 个字符一个编号。</translation>
    </message>
    <message>
        <source>Nothing is dropped: the last window is shorter, of %1 ids.</source>
        <translation>没有去掉任何内容：最后一个窗口较短，有 %1 个编号。</translation>
    </message>
    <message>
        <source>Before a model sees a text, it goes through seven steps. Press a step to see what is there, an arrow to see what was dropped on the way.</source>
        <translation>文本在进入模型之前要经过七步。按一步可看那时有什么，按箭头可看这一路去掉了什么。</translation>
    </message>
</context>
<context>
    <name>tokenarium::DeviceBox</name>
    <message>
        <source>Runs on %1</source>
        <translation>运行于：%1</translation>
    </message>
    <message>
        <source>GPU: looking for one …</source>
        <translation>GPU：正在查找…</translation>
    </message>
    <message>
        <source>No GPU: %1</source>
        <translation>没有 GPU：%1</translation>
    </message>
    <message>
        <source>Where the model computes</source>
        <translation>模型在哪里计算</translation>
    </message>
</context>
<context>
    <name>tokenarium::DialPanel</name>
    <message>
        <source>Fewer sizes</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>More sizes</source>
        <translation>更多尺寸</translation>
    </message>
    <message>
        <source>Sizes that matter less</source>
        <translation>影响较小的尺寸</translation>
    </message>
</context>
<context>
    <name>tokenarium::DomainSliders</name>
    <message>
        <source>%1: × %2</source>
        <translation>%1：× %2</translation>
    </message>
</context>
<context>
    <name>tokenarium::DrawLine</name>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>The draw</source>
        <translation>抽取</translation>
    </message>
    <message>
        <source>Nothing is drawn here</source>
        <translation>这里没有抽取</translation>
    </message>
    <message>
        <source>The random number %1 fell on ‘%2’, to which %3 to %4 belongs</source>
        <translation>随机数 %1 落在“%2”上，它占 %3 到 %4</translation>
    </message>
    <message>
        <source>‘%1’ is drawn by numbers from %2 to %3: %4</source>
        <translation>从 %2 到 %3 的数会抽中“%1”：%4</translation>
    </message>
</context>
<context>
    <name>tokenarium::EstimateHistory</name>
    <message>
        <source>Another program is using the file of saved estimates, %1.</source>
        <translation>另一个程序正在使用已保存估算的文件 %1。</translation>
    </message>
    <message>
        <source>The file of saved estimates, %1, cannot be written: the folder or the file is read-only.</source>
        <translation>无法写入已保存估算的文件 %1：文件夹或文件是只读的。</translation>
    </message>
    <message>
        <source>The file of saved estimates, %1, cannot be written: is the disk full? (%2)</source>
        <translation>无法写入已保存估算的文件 %1：磁盘满了吗？（%2）</translation>
    </message>
    <message>
        <source>The file of saved estimates, %1, is damaged (%2).</source>
        <translation>已保存估算的文件 %1 损坏了（%2）。</translation>
    </message>
    <message>
        <source>The file of saved estimates, %1: %2</source>
        <translation>已保存估算的文件 %1：%2</translation>
    </message>
    <message>
        <source>%1 is too large a number to be saved.</source>
        <translation>数字 %1 太大，无法保存。</translation>
    </message>
    <message>
        <source>“%1” is no number</source>
        <translation>“%1”不是数字</translation>
    </message>
    <message>
        <source>Estimates cannot be saved: Qt&apos;s driver for SQLite is not installed (Debian: libqt6sql6-sqlite).</source>
        <translation>无法保存估算：没有安装 Qt 的 SQLite 驱动（Debian：libqt6sql6-sqlite）。</translation>
    </message>
    <message>
        <source>The folder of saved estimates, %1, cannot be created.</source>
        <translation>无法创建存放估算的文件夹 %1。</translation>
    </message>
    <message>
        <source>The file of saved estimates, %1, was written by a newer Tokenarium (version %2, this one knows %3). It is shown, but not changed; new estimates wait.</source>
        <translation>已保存估算的文件 %1 由更新的 Tokenarium 写成（版本 %2，本程序认识到 %3）。它只显示、不改动；新的估算先等着。</translation>
    </message>
    <message>
        <source>%1 is the database of another program; it was left as it is. Move it away to save estimates.</source>
        <translation>%1 是另一个程序的数据库，没有改动它。请把它移到别处，才能保存估算。</translation>
    </message>
    <message>
        <source>There is no backup of the saved estimates: %1</source>
        <translation>已保存的估算没有备份：%1</translation>
    </message>
    <message>
        <source>The folder of backups, %1, cannot be created.</source>
        <translation>无法创建备份文件夹 %1。</translation>
    </message>
    <message>
        <source>The backup %1 cannot be written.</source>
        <translation>无法写入备份 %1。</translation>
    </message>
    <message>
        <source>The file of saved estimates, %1, is damaged and cannot be moved aside to %2.</source>
        <translation>已保存估算的文件 %1 损坏了，也无法移到 %2。</translation>
    </message>
    <message>
        <source>The file of saved estimates was damaged. It lies in %1 now; there was no backup, so the list begins anew.</source>
        <translation>已保存估算的文件损坏了。它现在放在 %1；没有备份，列表重新开始。</translation>
    </message>
    <message>
        <source>The backup %1 cannot be copied to %2.</source>
        <translation>无法把备份 %1 复制到 %2。</translation>
    </message>
    <message>
        <source>The file of saved estimates was damaged. It lies in %1 now, and the list is that of the backup %2.</source>
        <translation>已保存估算的文件损坏了。它现在放在 %1，列表取自备份 %2。</translation>
    </message>
    <message>
        <source>Estimates that could still be read from the damaged file: %1.</source>
        <translation>从损坏的文件中还读出的估算：%1 条。</translation>
    </message>
</context>
<context>
    <name>tokenarium::EstimateTableModel</name>
    <message>
        <source>open, not saved</source>
        <translation>当前，未保存</translation>
    </message>
    <message>
        <source>waits to be saved</source>
        <translation>等待保存</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>调用</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>费用</translation>
    </message>
</context>
<context>
    <name>tokenarium::FactoryView</name>
    <message>
        <source>Profit of an hour</source>
        <translation>每小时利润</translation>
    </message>
    <message>
        <source>revenue − cost</source>
        <translation>收入 − 成本</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>利润率</translation>
    </message>
    <message>
        <source>profit ÷ revenue</source>
        <translation>利润 ÷ 收入</translation>
    </message>
    <message>
        <source>Revenue of an hour</source>
        <translation>每小时收入</translation>
    </message>
    <message>
        <source>tokens of an hour ÷ 1,000,000 × price per million</source>
        <translation>每小时词元数 ÷ 1,000,000 × 每百万词元价格</translation>
    </message>
    <message>
        <source>Cost of an hour</source>
        <translation>每小时成本</translation>
    </message>
    <message>
        <source>GPUs × price of a GPU-hour</source>
        <translation>GPU 数 × 每 GPU 小时价格</translation>
    </message>
    <message>
        <source>Rent with power, as clouds charge it; the price is an assumption</source>
        <translation>云服务按此收取的租金，已含电费；价格是假设</translation>
    </message>
    <message>
        <source>A million tokens cost</source>
        <translation>一百万词元的成本</translation>
    </message>
    <message>
        <source>GPUs × price of a GPU-hour ÷ (tokens/s × utilization × 3600) × 1,000,000</source>
        <translation>GPU 数 × 每 GPU 小时价格 ÷（词元/秒 × 利用率 × 3600）× 1,000,000</translation>
    </message>
    <message>
        <source>Break-even utilization</source>
        <translation>盈亏平衡利用率</translation>
    </message>
    <message>
        <source>never (%1)</source>
        <translation>永远达不到（%1）</translation>
    </message>
    <message>
        <source>cost of an hour ÷ revenue of a fully used hour</source>
        <translation>每小时成本 ÷ 满负荷一小时的收入</translation>
    </message>
    <message>
        <source>below %1 of the time in use, the factory loses money</source>
        <translation>使用时间低于 %1 时，工厂亏损</translation>
    </message>
    <message>
        <source>even fully used it loses money: it would have to be in use for %1 of the time</source>
        <translation>即使满负荷也亏损：需要有 %1 的时间在使用才行</translation>
    </message>
    <message>
        <source>Tokens written at full use</source>
        <translation>满负荷时写出的词元</translation>
    </message>
    <message>
        <source>servers × batch × answer ÷ (batch × prefill + (answer − 1) × step)</source>
        <translation>服务器数 × 批 × 回答词元数 ÷（批 × 预填充 +（回答词元数 − 1）× 每步时间）</translation>
    </message>
    <message>
        <source>⚠ This batch does not fit into the memory: see the line above</source>
        <translation>⚠ 这个批放不进显存：见上方一行</translation>
    </message>
    <message>
        <source>Tokens of an hour</source>
        <translation>每小时词元数</translation>
    </message>
    <message>
        <source>tokens/s × utilization × 3600</source>
        <translation>词元/秒 × 利用率 × 3600</translation>
    </message>
    <message>
        <source>Price of a million tokens</source>
        <translation>每百万词元价格</translation>
    </message>
    <message>
        <source>What customers pay for tokens that are written</source>
        <translation>客户为写出的词元付的价</translation>
    </message>
    <message>
        <source>Energy of a token</source>
        <translation>每个词元的能量</translation>
    </message>
    <message>
        <source>%1 J</source>
        <translation>%1 焦耳</translation>
    </message>
    <message>
        <source>GPUs × watts ÷ (tokens/s × utilization)</source>
        <translation>GPU 数 × 瓦 ÷（词元/秒 × 利用率）</translation>
    </message>
    <message>
        <source>%1 × %2 W ÷ (%3 × %4); %5 kWh for a million tokens</source>
        <translation>%1 × %2 瓦 ÷（%3 × %4）；每百万词元 %5 千瓦时</translation>
    </message>
    <message>
        <source>As if the GPUs drew their full power all the time; cooling is not counted</source>
        <translation>按 GPU 始终满功率计算；不含散热</translation>
    </message>
    <message>
        <source>Energy of an hour</source>
        <translation>每小时能量</translation>
    </message>
    <message>
        <source>%1 kWh</source>
        <translation>%1 千瓦时</translation>
    </message>
    <message>
        <source>GPUs × watts ÷ 1000</source>
        <translation>GPU 数 × 瓦 ÷ 1000</translation>
    </message>
    <message>
        <source>%1 × %2 ÷ 1000; at %3 a kWh that is %4 of the rent</source>
        <translation>%1 × %2 ÷ 1000；按每千瓦时 %3 计，占租金的 %4</translation>
    </message>
    <message>
        <source>Of each dollar that comes in %1 cents stay</source>
        <translation>每收入 1 美元，留下 %1 美分</translation>
    </message>
    <message>
        <source>The factory loses %1 an hour</source>
        <translation>工厂每小时亏损 %1</translation>
    </message>
    <message>
        <source>US dollars an hour</source>
        <translation>美元/小时</translation>
    </message>
    <message>
        <source>dollars an hour</source>
        <translation>美元/小时</translation>
    </message>
    <message>
        <source>Revenue</source>
        <translation>收入</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>成本</translation>
    </message>
    <message>
        <source>Profit</source>
        <translation>利润</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>亏损</translation>
    </message>
    <message>
        <source>revenue</source>
        <translation>收入</translation>
    </message>
    <message>
        <source>cost</source>
        <translation>成本</translation>
    </message>
    <message>
        <source>now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>It pays from %1 utilization on</source>
        <translation>利用率达到 %1 起盈利</translation>
    </message>
    <message>
        <source>At this price it never pays, however much it is used</source>
        <translation>按这个价格，无论利用率多高都不会盈利</translation>
    </message>
    <message>
        <source>Utilization</source>
        <translation>利用率</translation>
    </message>
    <message>
        <source>break-even</source>
        <translation>盈亏平衡</translation>
    </message>
    <message>
        <source>An AI factory rents or owns GPUs and sells tokens: what an hour costs, what it brings, and how busy it must be to pay. Prompt and answer are those of the tab “Latency”.</source>
        <translation>AI 工厂租用或拥有 GPU，出售词元：一小时花多少、挣多少、要多忙才划算。提示词与回答的长度取自“延迟”页。</translation>
    </message>
    <message>
        <source>Price per million</source>
        <translation>每百万词元价格</translation>
    </message>
    <message>
        <source>What customers pay for a million tokens that are written</source>
        <translation>客户为一百万个写出的词元付的价</translation>
    </message>
    <message>
        <source>GPU-hour</source>
        <translation>每 GPU 小时</translation>
    </message>
    <message>
        <source>Rent of one GPU for an hour: an assumption, put in what you pay</source>
        <translation>一块 GPU 一小时的租金：这是假设，请填您实际付的价</translation>
    </message>
    <message>
        <source>Share of the time in which the batches are full of paying requests</source>
        <translation>批里装满付费请求的时间所占比例</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批</translation>
    </message>
    <message>
        <source>Requests that are answered at the same time by one server</source>
        <translation>一台服务器同时回答的请求数</translation>
    </message>
    <message>
        <source>Servers</source>
        <translation>服务器数</translation>
    </message>
    <message>
        <source>With as many GPUs each as the line above says</source>
        <translation>每台的 GPU 数见上方一行</translation>
    </message>
    <message>
        <source>Power of a GPU</source>
        <translation>每块 GPU 功率</translation>
    </message>
    <message>
        <source>%1 W</source>
        <translation>%1 瓦</translation>
    </message>
    <message>
        <source>From the data sheet: at full use</source>
        <translation>取自数据手册：满负荷时</translation>
    </message>
    <message>
        <source>A kWh costs</source>
        <translation>每千瓦时电价</translation>
    </message>
    <message>
        <source>Only to compare with the rent</source>
        <translation>仅用来与租金比较</translation>
    </message>
    <message>
        <source>AI factory</source>
        <translation>AI 工厂</translation>
    </message>
</context>
<context>
    <name>tokenarium::FigureList</name>
    <message>
        <source>measured</source>
        <translation>实测</translation>
    </message>
    <message>
        <source>computed</source>
        <translation>计算</translation>
    </message>
    <message>
        <source>published</source>
        <translation>公布</translation>
    </message>
    <message>
        <source>assumed</source>
        <translation>假设</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation>%1：%2，%3</translation>
    </message>
</context>
<context>
    <name>tokenarium::FilmReading</name>
    <message>
        <source>Qt&apos;s FFmpeg plugin is not installed</source>
        <translation>没有安装 Qt 的 FFmpeg 插件</translation>
    </message>
    <message>
        <source>no frame comes any more</source>
        <translation>不再有新的帧</translation>
    </message>
    <message>
        <source>it gave not one picture</source>
        <translation>没有解出任何一帧画面</translation>
    </message>
    <message>
        <source>it has no pictures that can be decoded</source>
        <translation>里面没有可以解码的画面</translation>
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
    <name>tokenarium::FitChart</name>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>Memory in bytes</source>
        <translation>显存（字节）</translation>
    </message>
    <message>
        <source>Needed in bytes</source>
        <translation>所需（字节）</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>frame: memory of the GPU</source>
        <translation>方框：GPU&#x2009;的显存</translation>
    </message>
    <message>
        <source>%1: needs %2 of %3; %4</source>
        <translation>%1：共&#x2009;%3，需要&#x2009;%2；%4</translation>
    </message>
</context>
<context>
    <name>tokenarium::FrequencyAxis</name>
    <message>
        <source>%1 Hz</source>
        <translation>%1 Hz</translation>
    </message>
    <message>
        <source>%1 kHz</source>
        <translation>%1 kHz</translation>
    </message>
    <message>
        <source>%1 dB = %2</source>
        <translation>%1 dB = %2</translation>
    </message>
    <message>
        <source>Hz</source>
        <translation>Hz</translation>
    </message>
    <message>
        <source>mel</source>
        <translation>mel</translation>
    </message>
</context>
<context>
    <name>tokenarium::GeneSession</name>
    <message>
        <source>Open %1</source>
        <translation>打开&#x2009;%1</translation>
    </message>
    <message>
        <source>Open a sample</source>
        <translation>打开示例</translation>
    </message>
    <message>
        <source>typed sequence</source>
        <translation>键入的序列</translation>
    </message>
    <message>
        <source>Typing</source>
        <translation>键入</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
</context>
<context>
    <name>tokenarium::GenesView</name>
    <message>
        <source>Sequence</source>
        <translation>序列</translation>
    </message>
    <message>
        <source>Way to cut</source>
        <translation>切法</translation>
    </message>
    <message>
        <source>Merges</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Reading frame</source>
        <translation>阅读框</translation>
    </message>
    <message>
        <source>The prompt has no rule for this way of cutting; it counts single bases as HyenaDNA does.</source>
        <translation>提示词没有这种切法的规则，按&#x2009;HyenaDNA&#x2009;的做法逐个碱基计数。</translation>
    </message>
    <message>
        <source>Open a sequence</source>
        <translation>打开序列</translation>
    </message>
    <message>
        <source>FASTA (*.fa *.fasta *.fna *.ffn *.frn *.txt);;All files (*)</source>
        <translation>FASTA (*.fa *.fasta *.fna *.ffn *.frn *.txt);;所有文件 (*)</translation>
    </message>
    <message>
        <source>sequence %1</source>
        <translation>序列&#x2009;%1</translation>
    </message>
    <message>
        <source>reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>%1 bases</source>
        <translation>%1&#x2009;个碱基</translation>
    </message>
    <message>
        <source>the first %1 of %2 bases</source>
        <translation>%2&#x2009;个碱基中的前&#x2009;%1&#x2009;个</translation>
    </message>
    <message>
        <source> · made by the program, no living thing has it</source>
        <translation> · 由程序生成，任何生物都没有它</translation>
    </message>
    <message>
        <source> · longest from ATG to a stop codon: bases %1–%2, %3 codons, reading frame %4</source>
        <translation> · 从&#x2009;ATG&#x2009;到终止密码子最长的一段：碱基&#x2009;%1–%2，%3&#x2009;个密码子，阅读框&#x2009;%4</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>It is RNA: U was read as T.</source>
        <translation>这是&#x2009;RNA：U&#x2009;读作&#x2009;T。</translation>
    </message>
    <message>
        <source>Every base is a token: the smallest vocabulary, the longest row.</source>
        <translation>每个碱基是一个词元：词表最小，序列最长。</translation>
    </message>
    <message>
        <source>A window of %1 bases moves on by one base: as many tokens as bases, and every base is told %1 times. The lines below are the windows that overlap.</source>
        <translation>宽&#x2009;%1&#x2009;个碱基的窗口每次移动一个碱基：词元几乎和碱基一样多，每个碱基说了&#x2009;%1&#x2009;遍。下面各行就是互相重叠的窗口。</translation>
    </message>
    <message>
        <source>Three bases a token: where the sequence is a gene and the frame is right, each is a codon and names one amino acid.</source>
        <translation>三个碱基一个词元：如果序列是基因而且阅读框正确，每个词元就是一个密码子，对应一个氨基酸。</translation>
    </message>
    <message>
        <source>Six bases a token; what is left over stands alone. One letter more at the front, and every token is another: try it.</source>
        <translation>六个碱基一个词元，余下的单独成词元。在最前面多加一个字母，所有词元就都变了：试一试。</translation>
    </message>
    <message>
        <source>The pair that stands side by side most often became a token, again and again, %1 times: what repeats becomes long tokens.</source>
        <translation>最常相邻的一对合并成一个词元，这样反复&#x2009;%1&#x2009;次：重复出现的片段变成长词元。</translation>
    </message>
    <message>
        <source>Byte pairs are being learnt, or that was cancelled.</source>
        <translation>正在学习字节对，或者学习已被取消。</translation>
    </message>
    <message>
        <source>GPT-4o&apos;s vocabulary was learnt from texts: it cuts DNA where words of people happen to have such letters, not where biology has its borders.</source>
        <translation>GPT-4o&#x2009;的词表是从文本学来的：它在人类词语碰巧有这些字母的地方切开&#x2009;DNA，而不是在生物学的边界上。</translation>
    </message>
    <message>
        <source>single bases</source>
        <translation>单个碱基</translation>
    </message>
    <message>
        <source>overlapping 3-mers</source>
        <translation>重叠的&#x2009;3-mer</translation>
    </message>
    <message>
        <source>overlapping 6-mers</source>
        <translation>重叠的&#x2009;6-mer</translation>
    </message>
    <message>
        <source>separate 3-mers (codons)</source>
        <translation>不重叠的&#x2009;3-mer（密码子）</translation>
    </message>
    <message>
        <source>separate 6-mers</source>
        <translation>不重叠的&#x2009;6-mer</translation>
    </message>
    <message>
        <source>byte pairs learnt here</source>
        <translation>在这里学到的字节对</translation>
    </message>
    <message>
        <source>GPT-4o&apos;s text tokenizer</source>
        <translation>GPT-4o&#x2009;的文本分词器</translation>
    </message>
    <message>
        <source>for comparison</source>
        <translation>用于比较</translation>
    </message>
    <message>
        <source>as DNABERT-2 2023</source>
        <translation>如&#x2009;DNABERT-2 2023</translation>
    </message>
    <message>
        <source>identical</source>
        <translation>完全相同</translation>
    </message>
    <message>
        <source>not installed</source>
        <translation>未安装</translation>
    </message>
    <message>
        <source>computing…</source>
        <translation>正在计算…</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>and %1 special tokens of the model around them</source>
        <translation>另外模型在前后加&#x2009;%1&#x2009;个特殊词元</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Learn again</source>
        <translation>重新学习</translation>
    </message>
    <message>
        <source>nonpolar</source>
        <translation>非极性</translation>
    </message>
    <message>
        <source>polar</source>
        <translation>极性</translation>
    </message>
    <message>
        <source>acidic (−)</source>
        <translation>酸性（−）</translation>
    </message>
    <message>
        <source>basic (+)</source>
        <translation>碱性（+）</translation>
    </message>
    <message>
        <source>stop *</source>
        <translation>终止 *</translation>
    </message>
    <message>
        <source>no codon X</source>
        <translation>不是密码子&#x2009;X</translation>
    </message>
    <message>
        <source>other letters</source>
        <translation>其他字母</translation>
    </message>
    <message>
        <source>The colours only tell neighbours apart.</source>
        <translation>颜色只用来区分相邻的词元。</translation>
    </message>
    <message>
        <source>Token %1 of %2: %3, id %4, bases %5–%6</source>
        <translation>第&#x2009;%1&#x2009;个词元（共&#x2009;%2&#x2009;个）：%3，编号&#x2009;%4，碱基&#x2009;%5–%6</translation>
    </message>
    <message>
        <source> · amino acids that it touches: %1 (reading frame %2)</source>
        <translation> · 涉及的氨基酸：%1（阅读框&#x2009;%2）</translation>
    </message>
    <message>
        <source>The sequence is shorter than one token.</source>
        <translation>序列比一个词元还短。</translation>
    </message>
    <message>
        <source>%1 tokens of this sequence</source>
        <translation>这条序列的&#x2009;%1&#x2009;个词元</translation>
    </message>
    <message>
        <source>Sample: human insulin</source>
        <translation>示例：人胰岛素</translation>
    </message>
    <message>
        <source>Sample: unclear letters</source>
        <translation>示例：不确定的字母</translation>
    </message>
    <message>
        <source>Sample: generated, 20,000 bases</source>
        <translation>示例：生成的&#x2009;20,000&#x2009;个碱基</translation>
    </message>
    <message>
        <source>A gene is a text of four letters without spaces: where does a token end? Choose a way in the table and see the pieces; three bases each stand for an amino acid.</source>
        <translation>基因是由四种字母写成、没有空格的文本：词元在哪里结束？在表中选一种切法，看看切出的片段；每三个碱基对应一个氨基酸。</translation>
    </message>
    <message>
        <source>Your own sequence</source>
        <translation>自己的序列</translation>
    </message>
    <message>
        <source>Sample sequences</source>
        <translation>示例序列</translation>
    </message>
    <message>
        <source>Open FASTA…</source>
        <translation>打开&#x2009;FASTA…</translation>
    </message>
    <message>
        <source>Sequence of the file</source>
        <translation>文件中的序列</translation>
    </message>
    <message>
        <source>Add to prompt</source>
        <translation>加入提示词</translation>
    </message>
    <message>
        <source>This sequence becomes a part of the prompt</source>
        <translation>把这条序列作为提示词的一部分</translation>
    </message>
    <message>
        <source>Type or paste a sequence: FASTA, or the letters A, C, G and T</source>
        <translation>键入或粘贴序列：FASTA，或字母&#x2009;A、C、G、T</translation>
    </message>
    <message>
        <source>Used by</source>
        <translation>使用者</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元数</translation>
    </message>
    <message>
        <source>Per base</source>
        <translation>每碱基</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>词表</translation>
    </message>
    <message>
        <source>Ids used</source>
        <translation>用到的编号</translation>
    </message>
    <message>
        <source>Decoded</source>
        <translation>还原</translation>
    </message>
    <message>
        <source>Every way to cut this sequence</source>
        <translation>这条序列的各种切法</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>次数</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Merges that were learnt</source>
        <translation>学到的合并</translation>
    </message>
    <message>
        <source>How many merges are learnt at most; a pair must stand there twice</source>
        <translation>最多学习多少次合并；一对至少要出现两次</translation>
    </message>
    <message>
        <source>Colours show</source>
        <translation>颜色表示</translation>
    </message>
    <message>
        <source>amino acids</source>
        <translation>氨基酸</translation>
    </message>
    <message>
        <source>bases</source>
        <translation>碱基</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>from base %1</source>
        <translation>从第&#x2009;%1&#x2009;个碱基起</translation>
    </message>
    <message>
        <source>At which base the first codon begins</source>
        <translation>第一个密码子从哪个碱基开始</translation>
    </message>
    <message>
        <source>The sequence with its tokens</source>
        <translation>序列及其词元</translation>
    </message>
    <message>
        <source>Merges learnt so far</source>
        <translation>已学到的合并</translation>
    </message>
    <message>
        <source>Genes</source>
        <translation>基因</translation>
    </message>
    <message>
        <source>Letters that do not name one base: %1 (%2). They are underlined below; N means any base.</source>
        <translation>有&#x2009;%1&#x2009;个字母不是确定的碱基（%2）：下面用下划线标出；N&#x2009;表示任意碱基。</translation>
    </message>
    <message>
        <source>Gaps (- or *) left out: %1.</source>
        <translation>略去了&#x2009;%1&#x2009;个空位（- 或 *）。</translation>
    </message>
    <message>
        <source>%1 not the same</source>
        <translation>%1&#x2009;个不相同</translation>
    </message>
</context>
<context>
    <name>tokenarium::GlassView</name>
    <message>
        <source>The next step is done slowly, with every number kept</source>
        <translation>下一步会慢慢做，并保留每一个数</translation>
    </message>
    <message>
        <source>A training must run or be paused: start one under Train</source>
        <translation>需要有正在进行或已暂停的训练：请先在“训练”中开始</translation>
    </message>
    <message>
        <source>Step %1: %2 tokens in %3 texts → predictions → mean loss %4 nats (%5 before any learning) → gradient of length %6%7 → every weight changes</source>
        <translation>第 %1 步：%3 段文本中的 %2 个词元 → 预测 → 平均损失 %4 奈特（未学习时 %5）→ 梯度长度 %6%7 → 每个权重都改变</translation>
    </message>
    <message>
        <source>, cut to %1</source>
        <translation>，截短为 %1</translation>
    </message>
    <message>
        <source>changed by Muon</source>
        <translation>由 Muon 更新</translation>
    </message>
    <message>
        <source>changed by AdamW</source>
        <translation>由 AdamW 更新</translation>
    </message>
    <message>
        <source>%1 [%2, %3]: %4 → %5; gradient g = %6</source>
        <translation>%1 [%2, %3]：%4 → %5；梯度 g = %6</translation>
    </message>
    <message>
        <source>momentum m %1 → %2</source>
        <translation>动量 m %1 → %2</translation>
    </message>
    <message>
        <source>mean m %1 → %2, mean square v %3 → %4</source>
        <translation>均值 m %1 → %2，均方 v %3 → %4</translation>
    </message>
    <message>
        <source>rate η = %1</source>
        <translation>学习率 η = %1</translation>
    </message>
    <message>
        <source>Watch the next step</source>
        <translation>观察下一步</translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>Length of its gradient</source>
        <translation>梯度长度</translation>
    </message>
    <message>
        <source>Gradients</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>row </source>
        <translation>行 </translation>
    </message>
    <message>
        <source>column </source>
        <translation>列 </translation>
    </message>
    <message>
        <source>Row of the weight</source>
        <translation>权重所在行</translation>
    </message>
    <message>
        <source>Column of the weight</source>
        <translation>权重所在列</translation>
    </message>
    <message>
        <source>The one that changed most</source>
        <translation>变化最大的权重</translation>
    </message>
    <message>
        <source>One step</source>
        <translation>一步</translation>
    </message>
    <message>
        <source>Making a step of a small training to look into …</source>
        <translation>正在做一次小训练，取其中一步来看……</translation>
    </message>
    <message>
        <source>An example, trained just now: one layer of width 32.</source>
        <translation>刚刚训练的例子：一层，宽度 32。</translation>
    </message>
    <message>
        <source>One step of training, stopped and opened: each token is coloured by its loss, how much it surprised the model. Point at a token, or walk along the bars; choose a tensor. Tokens without colour are not asked: they only lead in.</source>
        <translation>把训练的一步停下来打开看：每个词元按损失着色，即它令模型多意外。指向一个词元，或沿柱条移动；选择一个张量。没有颜色的词元不参与提问，只作引子。</translation>
    </message>
</context>
<context>
    <name>tokenarium::GrowthView</name>
    <message>
        <source>unchanged</source>
        <translation>不变</translation>
    </message>
    <message>
        <source>Revenue</source>
        <translation>收入</translation>
    </message>
    <message>
        <source>volume ratio × price ratio</source>
        <translation>销量之比 × 价格之比</translation>
    </message>
    <message>
        <source>Total cost</source>
        <translation>总成本</translation>
    </message>
    <message>
        <source>volume ratio × cost ratio of a token</source>
        <translation>销量之比 × 每词元成本之比</translation>
    </message>
    <message>
        <source>Margin afterwards</source>
        <translation>之后的利润率</translation>
    </message>
    <message>
        <source>1 − (1 − margin before) × cost ratio ÷ revenue ratio</source>
        <translation>1 −（1 − 之前的利润率）× 成本之比 ÷ 收入之比</translation>
    </message>
    <message>
        <source>Profit</source>
        <translation>利润</translation>
    </message>
    <message>
        <source>revenue ratio × margin afterwards ÷ margin before</source>
        <translation>收入之比 × 之后的利润率 ÷ 之前的利润率</translation>
    </message>
    <message>
        <source>Revenue grows each week</source>
        <translation>收入每周增长</translation>
    </message>
    <message>
        <source>revenue ratio ^ (1 ÷ weeks)</source>
        <translation>收入之比 ^（1 ÷ 周数）</translation>
    </message>
    <message>
        <source>×%1 a day: it doubles every %2 days</source>
        <translation>每天 ×%1：每 %2 天翻一番</translation>
    </message>
    <message>
        <source>It does not grow</source>
        <translation>没有增长</translation>
    </message>
    <message>
        <source>Article: a token costs, revenue</source>
        <translation>文章：每词元成本、收入</translation>
    </message>
    <message>
        <source>÷20, ×25</source>
        <translation>÷20、×25</translation>
    </message>
    <message>
        <source>First article (NVIDIA blog, 2025-03-17): in one case, compared with the GPU generation before, not optimized. A customer&apos;s story; no volume and no price are named.</source>
        <translation>第一篇文章（NVIDIA 博客，2025-03-17）：在一个案例中，与未优化的前一代 GPU 相比。这是一个客户的故事；没有说销量，也没有说价格。</translation>
    </message>
    <message>
        <source>For 25× revenue one must sell</source>
        <translation>收入增至 25 倍须售出</translation>
    </message>
    <message>
        <source>%1 tokens %2</source>
        <translation>%1 的词元 %2</translation>
    </message>
    <message>
        <source>✓ reached</source>
        <translation>✓ 已达到</translation>
    </message>
    <message>
        <source>✗ not reached</source>
        <translation>✗ 未达到</translation>
    </message>
    <message>
        <source>25 ÷ price ratio</source>
        <translation>25 ÷ 价格之比</translation>
    </message>
    <message>
        <source>25 ÷ %1 = %2; chosen above: %3</source>
        <translation>25 ÷ %1 = %2；上面选的是 %3</translation>
    </message>
    <message>
        <source>Cheaper tokens alone bring no revenue: 25× needs either 25× as many tokens at the same price, or still more where the price falls.</source>
        <translation>词元变便宜本身不带来收入：要达到 25 倍，要么价格不变、售出 25 倍的词元，要么降价、售出更多。</translation>
    </message>
    <message>
        <source>Margin with 25× revenue</source>
        <translation>收入 25 倍时的利润率</translation>
    </message>
    <message>
        <source>1 − (1 − margin before) × total cost ratio ÷ 25</source>
        <translation>1 −（1 − 之前的利润率）× 总成本之比 ÷ 25</translation>
    </message>
    <message>
        <source>total cost %1, profit %2</source>
        <translation>总成本 %1，利润 %2</translation>
    </message>
    <message>
        <source>Margin before</source>
        <translation>之前的利润率</translation>
    </message>
    <message>
        <source>Nobody published it; move the slider</source>
        <translation>没有人公布过；请移动滑块</translation>
    </message>
    <message>
        <source>Revenue %1, cost %2: the margin goes from %3 to %4</source>
        <translation>收入 %1，成本 %2：利润率从 %3 变为 %4</translation>
    </message>
    <message>
        <source>Revenue before = 1</source>
        <translation>以之前的收入为 1</translation>
    </message>
    <message>
        <source>cost</source>
        <translation>成本</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>亏损</translation>
    </message>
    <message>
        <source>profit</source>
        <translation>利润</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>Afterwards</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>25× revenue</source>
        <translation>收入 25 倍</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>所选</translation>
    </message>
    <message>
        <source>At this price 25× revenue takes %1 as many tokens</source>
        <translation>按这个价格，收入 25 倍需要售出 %1 的词元</translation>
    </message>
    <message>
        <source>Price of a token, before = 1</source>
        <translation>每词元价格，之前 = 1</translation>
    </message>
    <message>
        <source>Tokens sold, before = 1</source>
        <translation>售出词元，之前 = 1</translation>
    </message>
    <message>
        <source>cost of a token</source>
        <translation>每词元成本</translation>
    </message>
    <message>
        <source>The article: the cost of a token fell 20 times, and revenue grew 25 times in four weeks. What must have been sold, at which price, for both to be true?</source>
        <translation>文章说：每个词元的成本降低了 20 倍，收入在四周内增长了 25 倍。要使两者都成立，须以什么价格售出多少词元？</translation>
    </message>
    <message>
        <source>Scenario</source>
        <translation>情景</translation>
    </message>
    <message>
        <source>The price stays: 25× the tokens</source>
        <translation>价格不变：词元 25 倍</translation>
    </message>
    <message>
        <source>The price falls as much as the cost: 500×</source>
        <translation>价格与成本同降：词元 500 倍</translation>
    </message>
    <message>
        <source>The price falls to a fifth: 125×</source>
        <translation>价格降到五分之一：词元 125 倍</translation>
    </message>
    <message>
        <source>Only cheaper: no token more</source>
        <translation>只是更便宜：一个词元也没多卖</translation>
    </message>
    <message>
        <source>Your own</source>
        <translation>您自己的</translation>
    </message>
    <message>
        <source>Tokens sold</source>
        <translation>售出词元</translation>
    </message>
    <message>
        <source>After, compared with before</source>
        <translation>之后与之前相比</translation>
    </message>
    <message>
        <source>Cost of a token</source>
        <translation>每词元成本</translation>
    </message>
    <message>
        <source>Price of a token</source>
        <translation>每词元价格</translation>
    </message>
    <message>
        <source>Share of the revenue that was profit</source>
        <translation>收入中利润所占比例</translation>
    </message>
    <message>
        <source>Within</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>1 week</source>
        <translation>1 周</translation>
    </message>
    <message>
        <source>%1 weeks</source>
        <translation>%1 周</translation>
    </message>
    <message>
        <source>The article: four weeks</source>
        <translation>文章：四周</translation>
    </message>
    <message>
        <source>20× and 25×</source>
        <translation>20 倍与 25 倍</translation>
    </message>
</context>
<context>
    <name>tokenarium::GuessGameView</name>
    <message>
        <source>Sample text %1</source>
        <translation>示例文本 %1</translation>
    </message>
    <message>
        <source>A text of your own, hidden</source>
        <translation>自己的文本（隐藏）</translation>
    </message>
    <message>
        <source>Next token</source>
        <translation>下一个词元</translation>
    </message>
    <message>
        <source>Reveal</source>
        <translation>揭晓</translation>
    </message>
    <message>
        <source>Type or paste a text that the class has not seen, then press Enter.</source>
        <translation>输入或粘贴一段全班没见过的文本，然后按回车。</translation>
    </message>
    <message>
        <source>The model is reading …</source>
        <translation>模型正在阅读……</translation>
    </message>
    <message>
        <source>Hands raised: %1. Nothing is given away yet.</source>
        <translation>举手：%1。答案还没有透露。</translation>
    </message>
    <message>
        <source>the model: %1 bits (%2 bits if it, too, had only these candidates)</source>
        <translation>模型：%1 比特（如果它也只在这些候选里选：%2 比特）</translation>
    </message>
    <message>
        <source>‘%1’ it is. The class: %2 bits; %3.</source>
        <translation>答案是“%1”。全班：%2 比特；%3。</translation>
    </message>
    <message>
        <source>‘%1’ it is. No hand was raised; %2.</source>
        <translation>答案是“%1”。没有人举手；%2。</translation>
    </message>
    <message>
        <source>No hand was right: it counts as half a hand.</source>
        <translation>没有人猜对：按半只手计算。</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Hidden text</source>
        <translation>隐藏的文本</translation>
    </message>
    <message>
        <source>A text that the class has not seen</source>
        <translation>全班没见过的文本</translation>
    </message>
    <message>
        <source>Typed guess</source>
        <translation>输入猜测</translation>
    </message>
    <message>
        <source>One hand for the token that this begins with</source>
        <translation>为它开头的词元举一只手</translation>
    </message>
    <message>
        <source>The text up to the hidden token</source>
        <translation>隐藏词元之前的文本</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>From the beginning of the text, with all scores at 0</source>
        <translation>从文本开头再来，所有得分归零</translation>
    </message>
    <message>
        <source>Fewer bits: less surprised. 0 bits: everybody was sure and right; 2 bits: a blind guess among four.</source>
        <translation>比特越少，越不意外。0 比特：人人都有把握而且猜对；2 比特：在四个候选中盲猜。</translation>
    </message>
    <message>
        <source>Rounds played: %1. Class %2 bits, model %3 bits (%4 among the candidates): %5</source>
        <translation>已玩 %1 轮。全班 %2 比特，模型 %3 比特（只在候选中选则为 %4 比特）：%5</translation>
    </message>
    <message>
        <source>the class leads.</source>
        <translation>全班领先。</translation>
    </message>
    <message>
        <source>the model leads.</source>
        <translation>模型领先。</translation>
    </message>
    <message>
        <source>a tie.</source>
        <translation>平局。</translation>
    </message>
    <message>
        <source>Which token comes where the question mark stands? Raise hands for a candidate (click it, or press its number) or type a guess, then reveal what the text says and what the model thought. The score is surprise in bits: −log2 of the share of hands, or of the probability, that the right token got.</source>
        <translation>问号处是哪个词元？为一个候选举手（点击它，或按它的数字键），或输入一个猜测，然后揭晓原文和模型的看法。得分是以比特计的意外程度：正确词元所得举手比例（或概率）的 −log2。</translation>
    </message>
    <message>
        <source>Hands down</source>
        <translation>放下手</translation>
    </message>
    <message>
        <source>Takes back the hands of this round</source>
        <translation>收回本轮的所有举手</translation>
    </message>
</context>
<context>
    <name>tokenarium::HeadGrid</name>
    <message>
        <source>mean of all heads</source>
        <translation>所有注意力头的平均</translation>
    </message>
    <message>
        <source>mean of layer %1</source>
        <translation>第 %1 层的平均</translation>
    </message>
    <message>
        <source>layer %1, head %2</source>
        <translation>第 %1 层第 %2 头</translation>
    </message>
    <message>
        <source>the greatest share of each</source>
        <translation>各自的最大份额</translation>
    </message>
</context>
<context>
    <name>tokenarium::HeatMap</name>
    <message>
        <source>row %1, column %2: %3</source>
        <translation>行 %1，列 %2：%3</translation>
    </message>
    <message>
        <source>no value (%1)</source>
        <translation>没有值（%1）</translation>
    </message>
    <message>
        <source>%1, %2 rows, %3 columns</source>
        <translation>%1，%2 行，%3 列</translation>
    </message>
</context>
<context>
    <name>tokenarium::InsideView</name>
    <message>
        <source>What to look at inside the model</source>
        <translation>看模型内部的什么</translation>
    </message>
    <message>
        <source>Inside</source>
        <translation>内部</translation>
    </message>
</context>
<context>
    <name>tokenarium::LadderPanel</name>
    <message>
        <source>%1 B</source>
        <translation>%1 B</translation>
    </message>
    <message>
        <source>FLOP/s, logarithmic</source>
        <translation>FLOP/s，对数刻度</translation>
    </message>
    <message>
        <source>This computer: %1</source>
        <translation>这台电脑：%1</translation>
    </message>
    <message>
        <source>at most %1 (measured)</source>
        <translation>至多 %1（实测）</translation>
    </message>
    <message>
        <source>GPU: looking for one …</source>
        <translation>GPU：正在查找…</translation>
    </message>
    <message>
        <source>No GPU here: %1</source>
        <translation>这里没有 GPU：%1</translation>
    </message>
    <message>
        <source>The GPU: %1</source>
        <translation>GPU：%1</translation>
    </message>
    <message>
        <source>at most %1, with tensor cores %2 (published)</source>
        <translation>至多 %1，用张量核心 %2（公布值）</translation>
    </message>
    <message>
        <source>its bound is not known here</source>
        <translation>它的上限在此未知</translation>
    </message>
    <message>
        <source>it could not finish: %1</source>
        <translation>它未能完成：%1</translation>
    </message>
    <message>
        <source>needs a card</source>
        <translation>需要显卡</translation>
    </message>
    <message>
        <source>…</source>
        <translation>…</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>未测量</translation>
    </message>
    <message>
        <source>A part of the rows was timed; all of them would take so long</source>
        <translation>只测了一部分行；全部行需要这么久</translation>
    </message>
    <message>
        <source>Bytes fetched for one multiply-add, from memory or a cache, in whole lines where only whole lines can be had (computed)</source>
        <translation>每次乘加从内存或缓存取来的字节数；只能整行取时按整行计（计算得出）</translation>
    </message>
    <message>
        <source>The same product of two matrices, step by step …</source>
        <translation>同一个矩阵乘法，一步一步来…</translation>
    </message>
    <message>
        <source>The same product of two matrices of %1 × %1 numbers: on this processor it became %2× faster in five steps, from %3 to %4.</source>
        <translation>同一个 %1 × %1 的矩阵乘法：在这台处理器上分五步加快到 %2 倍，从 %3 到 %4。</translation>
    </message>
    <message>
        <source>The GPU reaches %1, %2× as much.</source>
        <translation>GPU 达到 %1，是它的 %2 倍。</translation>
    </message>
    <message>
        <source>The GPU reaches %1, %2× as much: so small a product is over before the card is busy.</source>
        <translation>GPU 达到 %1，是它的 %2 倍：这么小的乘法，显卡还没忙起来就结束了。</translation>
    </message>
    <message>
        <source>Measured here.</source>
        <translation>均为本机实测。</translation>
    </message>
    <message>
        <source>GPU, step %1: %2</source>
        <translation>GPU 第 %1 步：%2</translation>
    </message>
    <message>
        <source>Processor, step %1: %2</source>
        <translation>处理器第 %1 步：%2</translation>
    </message>
    <message>
        <source>Fetched for one multiply-add: %1 (computed</source>
        <translation>每次乘加取来：%1（计算得出</translation>
    </message>
    <message>
        <source>; the step before: %1</source>
        <translation>；上一步：%1</translation>
    </message>
    <message>
        <source>).</source>
        <translation>）。</translation>
    </message>
    <message>
        <source>%1× as fast as the step before (measured).</source>
        <translation>是上一步速度的 %1 倍（实测）。</translation>
    </message>
    <message>
        <source>What is read of a, b and c</source>
        <translation>从 a、b、c 中读取了什么</translation>
    </message>
    <message>
        <source>c = a · b takes 2·n³ operations on any machine. What changes is how often a number travels before it is used, and how many multiply-adds run at once: a processor has a few quick cores, a GPU thousands of slower threads (some wait for memory, others compute) and units that multiply little matrices.</source>
        <translation>c = a · b 在任何机器上都要 2·n³ 次运算。变化的是：一个数在用到之前要搬运多少次，以及同时进行多少次乘加。处理器有几个很快的核；GPU 有成千上万个较慢的线程（一些在等内存，另一些在计算），还有专门乘小矩阵的单元。</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Speed (measured)</source>
        <translation>速度（实测）</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Of the bound</source>
        <translation>占上限</translation>
    </message>
    <message>
        <source>Fetched</source>
        <translation>取来</translation>
    </message>
    <message>
        <source>Steps, their speed and what they fetch</source>
        <translation>各步骤、其速度和取来的数据</translation>
    </message>
    <message>
        <source>%1 × %1 numbers</source>
        <translation>%1 × %1 个数</translation>
    </message>
    <message>
        <source>Size of the matrices</source>
        <translation>矩阵的大小</translation>
    </message>
    <message>
        <source>Another size is measured at once</source>
        <translation>换一个大小会立即重新测量</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Ends the measuring; what is measured stays</source>
        <translation>结束测量；已测得的保留</translation>
    </message>
    <message>
        <source>Code of the step</source>
        <translation>这一步的代码</translation>
    </message>
</context>
<context>
    <name>tokenarium::LadderView</name>
    <message>
        <source>From %1 parameters to %2: %3</source>
        <translation>从 %1 个参数到 %2：%3</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>%1: %2 parameters</source>
        <translation>%1：%2 个参数</translation>
    </message>
    <message>
        <source>%1 — “%2” %3</source>
        <translation>%1 —— “%2” %3</translation>
    </message>
    <message>
        <source>(%1)</source>
        <translation>（%1）</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>Sum over %1 tensors: layers × rows × columns</source>
        <translation>%1 个张量之和：层数 × 行 × 列</translation>
    </message>
    <message>
        <source>Published</source>
        <translation>公布值</translation>
    </message>
    <message>
        <source>%1; compared on %2</source>
        <translation>%1；核对于 %2</translation>
    </message>
    <message>
        <source>Times the straight line</source>
        <translation>相当于直线的倍数</translation>
    </message>
    <message>
        <source>parameters ÷ %1</source>
        <translation>参数量 ÷ %1</translation>
    </message>
    <message>
        <source>A parameter is a number that training finds. Equal steps to the right multiply how many there are. Choose a rung to see its tensors.</source>
        <translation>参数是训练找到的数字。向右每走同样的一步，个数就乘上同样的倍数。选一级可看它的张量。</translation>
    </message>
    <message>
        <source>Put it on the scales</source>
        <translation>放上天平</translation>
    </message>
    <message>
        <source>Opens this model in the tab Any model, where its sizes can be turned</source>
        <translation>在“任意模型”标签页打开这个模型，可调整它的尺寸</translation>
    </message>
    <message>
        <source>Ladder</source>
        <translation>阶梯</translation>
    </message>
</context>
<context>
    <name>tokenarium::LadderWords</name>
    <message>
        <source>A straight line</source>
        <translation>一条直线</translation>
    </message>
    <message>
        <source>Digits, one layer (784 to 10)</source>
        <translation>识数字，一层（784 到 10）</translation>
    </message>
    <message>
        <source>Digits, two layers (784, 128, 10)</source>
        <translation>识数字，两层（784、128、10）</translation>
    </message>
    <message>
        <source>Our model of poems</source>
        <translation>本程序的诗歌模型</translation>
    </message>
    <message>
        <source>Our model of stories</source>
        <translation>本程序的故事模型</translation>
    </message>
    <message>
        <source>The smallest model: slope and intercept. Fit it by hand: drag the squares at the line&apos;s ends, or the points.</source>
        <translation>最小的模型：斜率和截距。用手来拟合：拖动直线两端的方块，或拖动各点。</translation>
    </message>
    <message>
        <source>Ten scores from 28 × 28 pixels: one weight for each pixel and digit, one bias for each digit.</source>
        <translation>由 28 × 28 个像素得到十个分数：每个像素对每个数字一个权重，每个数字一个偏置。</translation>
    </message>
    <message>
        <source>Read the digits on cheques in 1998, with small filters that slide over the picture.</source>
        <translation>1998 年用来读支票上的数字，用小滤波器在图像上滑动。</translation>
    </message>
    <message>
        <source>The network of many first lessons: 128 neurons between pixels and digits.</source>
        <translation>许多入门课用的网络：像素与数字之间有 128 个神经元。</translation>
    </message>
    <message>
        <source>Comes with this program and runs here: see it work in the Model room.</source>
        <translation>随本程序附带，就在这里运行：可到“模型”房间看它工作。</translation>
    </message>
    <message>
        <source>Published %1. Counted here tensor by tensor from its configuration; source: %2.</source>
        <translation>%1 年发布。这里按其配置逐张量计数；来源：%2。</translation>
    </message>
    <message>
        <source>The parameters of a simple linear regression are slope and intercept.</source>
        <translation>简单线性回归的参数是斜率和截距。</translation>
    </message>
    <message>
        <source>%1 parameters.</source>
        <translation>%1 个参数。</translation>
    </message>
    <message>
        <source>AutoModel.from_pretrained(&quot;bert-base-uncased&quot;) has 110.7 million parameters.</source>
        <translation>AutoModel.from_pretrained(&quot;bert-base-uncased&quot;) 的参数量为 110.7 百万。</translation>
    </message>
    <message>
        <source>It has %1, that is %2 million; with both heads of pre-training 110,106,428. No way of counting gives 110.7.</source>
        <translation>实为 %1，即 %2 百万；加上两个预训练输出头为 110,106,428。没有哪种数法得到 110.7。</translation>
    </message>
    <message>
        <source>BERT is a model of the order of a hundred million parameters.</source>
        <translation>BERT 是亿级模型。</translation>
    </message>
    <message>
        <source>%1 million.</source>
        <translation>%1 百万。</translation>
    </message>
    <message>
        <source>GPT-3 is of the order of a hundred billion parameters.</source>
        <translation>GPT-3 是千亿级模型。</translation>
    </message>
    <message>
        <source>The more parameters, the more a model can learn.</source>
        <translation>参数越多，模型的学习能力越强。</translation>
    </message>
    <message>
        <source>Only with enough text: GPT-3 saw 300 billion tokens, %1 for each parameter, where about 20 would have been best for its computing. See the scaling laws.</source>
        <translation>前提是文本足够：GPT-3 只看了 3,000 亿个词元，每个参数 %1 个；就其计算量而言约 20 个最好。见缩放定律。</translation>
    </message>
    <message>
        <source>In future, models may reach a trillion parameters.</source>
        <translation>未来模型参数规模或达万亿级。</translation>
    </message>
    <message>
        <source>Reached: %1 in this model, published in 2025; a token uses 3 % of them.</source>
        <translation>已经达到：这个 2025 年发布的模型有 %1 个；处理一个词元只用其中 3 %。</translation>
    </message>
    <message>
        <source>✓ right</source>
        <translation>✓ 正确</translation>
    </message>
    <message>
        <source>✗ wrong</source>
        <translation>✗ 错误</translation>
    </message>
    <message>
        <source>≈ it depends</source>
        <translation>≈ 看情况</translation>
    </message>
    <message>
        <source>Claims of the article “AI大模型应知应会100篇”, no. 2, in our words</source>
        <translation>文章《AI大模型应知应会100篇》第 2 篇的说法，由我们转述</translation>
    </message>
</context>
<context>
    <name>tokenarium::LatencyChart</name>
    <message>
        <source>median</source>
        <translation>中位数</translation>
    </message>
    <message>
        <source>95 %</source>
        <translation>95 %</translation>
    </message>
    <message>
        <source>Time from token to token</source>
        <translation>词元之间的时间</translation>
    </message>
    <message>
        <source>Median %1, 95th percentile %2; token by token: %3</source>
        <translation>中位数&#x2009;%1，第&#x2009;95&#x2009;百分位&#x2009;%2；逐个词元：%3</translation>
    </message>
    <message>
        <source>‘%1’: %2</source>
        <translation>“%1”：%2</translation>
    </message>
    <message>
        <source>One bar a token, in the order in which they came.</source>
        <translation>每个词元一根柱，按生成的先后排列。</translation>
    </message>
    <message>
        <source>One bar a token, in the order in which they came. Cut off: %1; the longest took %2.</source>
        <translation>每个词元一根柱，按生成的先后排列；其中&#x2009;%1&#x2009;根被截短，最长的用了&#x2009;%2。</translation>
    </message>
</context>
<context>
    <name>tokenarium::LatencyView</name>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>An answer of %1 tokens takes %2; the first token comes after %3 of it</source>
        <translation>%1 个词元的回答用 %2；首词元出现在其中 %3 处</translation>
    </message>
    <message>
        <source>Definition: NVIDIA NIM LLM Benchmarking guide, Metrics</source>
        <translation>定义：NVIDIA NIM LLM Benchmarking guide，Metrics</translation>
    </message>
    <message>
        <source>reading the weights takes longer than computing</source>
        <translation>读取权重比计算更久</translation>
    </message>
    <message>
        <source>computing takes longer than reading the weights</source>
        <translation>计算比读取权重更久</translation>
    </message>
    <message>
        <source>Time to first token (TTFT)</source>
        <translation>首词元延迟（TTFT）</translation>
    </message>
    <message>
        <source>TTFT = waiting + prefill</source>
        <translation>TTFT = 等待 + 预填充</translation>
    </message>
    <message>
        <source>Inter-token latency (ITL)</source>
        <translation>词元间延迟（ITL）</translation>
    </message>
    <message>
        <source>ITL = max((weights + batch × context × cache of a token) ÷ bandwidth, 2 × parameters × batch ÷ (peak × efficiency)); the context is prompt + answer, when the cache is fullest</source>
        <translation>ITL = max((权重 + 批 × 上下文 × 每词元缓存) ÷ 带宽, 2 × 参数 × 批 ÷ (峰值 × 效率))；上下文 = 提示词 + 回答，即缓存最满时</translation>
    </message>
    <message>
        <source>Also called TPOT; the mean gap between tokens, the first one left out. %1</source>
        <translation>也叫 TPOT；词元之间的平均间隔，不计首词元。%1</translation>
    </message>
    <message>
        <source>An answer of one token has no gap. %1</source>
        <translation>只有一个词元的回答没有间隔。%1</translation>
    </message>
    <message>
        <source>End to end</source>
        <translation>端到端</translation>
    </message>
    <message>
        <source>end to end = TTFT + (tokens − 1) × ITL</source>
        <translation>端到端 = TTFT +（词元数 − 1）× ITL</translation>
    </message>
    <message>
        <source>Tokens per second for one person</source>
        <translation>每人每秒词元数</translation>
    </message>
    <message>
        <source>tokens ÷ end to end</source>
        <translation>词元数 ÷ 端到端</translation>
    </message>
    <message>
        <source>For long answers it comes close to 1 ÷ ITL. %1</source>
        <translation>回答很长时接近 1 ÷ ITL。%1</translation>
    </message>
    <message>
        <source>Gap if the first token counts too</source>
        <translation>首词元也计入时的间隔</translation>
    </message>
    <message>
        <source>end to end ÷ tokens</source>
        <translation>端到端 ÷ 词元数</translation>
    </message>
    <message>
        <source>So do other tools, LLMPerf among them: ask which one a number comes from</source>
        <translation>另一些工具（如 LLMPerf）这样计算：看到数字要问它出自哪一种</translation>
    </message>
    <message>
        <source>Prefill</source>
        <translation>预填充</translation>
    </message>
    <message>
        <source>max(2 × parameters × prompt ÷ (peak × efficiency), weights ÷ bandwidth)</source>
        <translation>max(2 × 参数 × 提示词 ÷ (峰值 × 效率), 权重 ÷ 带宽)</translation>
    </message>
    <message>
        <source>Limited: %1. The quadratic part of attention is left out.</source>
        <translation>瓶颈：%1。未计注意力的平方项。</translation>
    </message>
    <message>
        <source>Waiting (queue and network)</source>
        <translation>等待（排队与网络）</translation>
    </message>
    <message>
        <source>An assumption, to be changed under “More”; the tab “Load to GPUs” computes it from the load</source>
        <translation>假设，可在“更多”中修改；“负载与 GPU”页由负载计算它</translation>
    </message>
    <message>
        <source>Measured here: first token</source>
        <translation>此处测得：首词元</translation>
    </message>
    <message>
        <source>Measured here: gap between tokens</source>
        <translation>此处测得：词元间隔</translation>
    </message>
    <message>
        <source>measuring…</source>
        <translation>正在测量…</translation>
    </message>
    <message>
        <source>no model here</source>
        <translation>此处没有模型</translation>
    </message>
    <message>
        <source>Our own model “%1” (%2 parameters) on this machine&apos;s processor, threads: %3, after a prompt of %4 tokens; no queue, no network</source>
        <translation>我们自己的模型“%1”（%2 参数），在本机处理器上，线程数 %3，提示词 %4 个词元；没有排队，没有网络</translation>
    </message>
    <message>
        <source>Median of %1 gaps: %2. Memory here reads %3, enough for %4 at the most.</source>
        <translation>%1 个间隔的中位数：%2。这里的内存读取 %3，至多够 %4。</translation>
    </message>
    <message>
        <source>%1, read %2</source>
        <translation>%1，%2 查阅</translation>
    </message>
    <message>
        <source>%1, cited from memory</source>
        <translation>%1，凭记忆引用</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>parameters × bits ÷ 8</source>
        <translation>参数 × 位数 ÷ 8</translation>
    </message>
    <message>
        <source>KV cache of a token</source>
        <translation>每词元 KV 缓存</translation>
    </message>
    <message>
        <source>numbers of a token × bits ÷ 8</source>
        <translation>每词元的数值个数 × 位数 ÷ 8</translation>
    </message>
    <message>
        <source>Peak of a GPU</source>
        <translation>单块 GPU 峰值</translation>
    </message>
    <message>
        <source>Bandwidth of a GPU</source>
        <translation>单块 GPU 带宽</translation>
    </message>
    <message>
        <source>Efficiency</source>
        <translation>效率</translation>
    </message>
    <message>
        <source>Share of the peak that is reached; to be changed under “More”</source>
        <translation>达到峰值的比例；可在“更多”中修改</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>arithmetic</source>
        <translation>运算</translation>
    </message>
    <message>
        <source>Reading the prompt is limited by %1, writing by %2: writing uses %3 of the arithmetic</source>
        <translation>读提示词受限于%1，写回答受限于%2：写的时候只用到运算能力的 %3</translation>
    </message>
    <message>
        <source>Operations per byte that is read (FLOP/B)</source>
        <translation>每读一字节的运算次数（FLOP/B）</translation>
    </message>
    <message>
        <source>Attainable speed (FLOP/s)</source>
        <translation>可达到的速度（FLOP/s）</translation>
    </message>
    <message>
        <source>roofline</source>
        <translation>屋顶线</translation>
    </message>
    <message>
        <source>Decoding, batch %1</source>
        <translation>解码，批 %1</translation>
    </message>
    <message>
        <source>ridge: %1 FLOP/B</source>
        <translation>拐点：%1 FLOP/B</translation>
    </message>
    <message>
        <source>How long one answer takes: waiting, reading the prompt (prefill), then a token at a time (decoding). Computed from the data sheet of the GPU: real servers are somewhat slower.</source>
        <translation>一次回答要多久：等待、读提示词（预填充），然后一个接一个写词元（解码）。按 GPU 的数据手册计算：真实的服务器会慢一些。</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Tokens of the question, with everything sent along</source>
        <translation>问题的词元，连同一起发送的内容</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Tokens that are written</source>
        <translation>写出的词元</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批</translation>
    </message>
    <message>
        <source>Requests that are answered at the same time by one server</source>
        <translation>一台服务器同时回答的请求数</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>Queue and network, until the prompt is begun</source>
        <translation>排队与网络，直到开始读提示词</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>延迟</translation>
    </message>
    <message>
        <source>%1 of the parameters work for one token; all must be in memory, and all are counted as read in each step: a server with few requests reads fewer, and is faster</source>
        <translation>每个词元只用到其中 %1 个参数；但全部都要放进显存，且每一步按全部读取计算：请求少时服务器读得更少，也更快</translation>
    </message>
</context>
<context>
    <name>tokenarium::LayerChart</name>
    <message>
        <source>layer %1: %2</source>
        <translation>第 %1 层：%2</translation>
    </message>
</context>
<context>
    <name>tokenarium::LensSection</name>
    <message>
        <source>The final norm and the head, put behind every layer: what the model would predict after the lit token if it stopped there.</source>
        <translation>把最后的归一化和输出头接在每一层之后：如果模型在那里停下，会在选中的词元之后预测什么。</translation>
    </message>
    <message>
        <source>Likeliest next tokens after each layer</source>
        <translation>每层之后最可能的下一个词元</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>embedding</source>
        <translation>嵌入</translation>
    </message>
    <message>
        <source>layer %1</source>
        <translation>第 %1 层</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1，%2：%3</translation>
    </message>
    <message>
        <source>After token %1, ‘%2’</source>
        <translation>在第 %1 个词元「%2」之后</translation>
    </message>
    <message>
        <source>%1: ‘%2’ leads from the embedding on.</source>
        <translation>%1：「%2」从嵌入起就领先。</translation>
    </message>
    <message>
        <source>%1: only the last layer, %2, puts ‘%3’ first.</source>
        <translation>%1：直到最后的第 %2 层，「%3」才排第一。</translation>
    </message>
    <message>
        <source>%1: from layer %2 on, ‘%3’ leads.</source>
        <translation>%1：从第 %2 层起，「%3」一直领先。</translation>
    </message>
    <message>
        <source>Logit lens</source>
        <translation>Logit 透镜</translation>
    </message>
</context>
<context>
    <name>tokenarium::LimitsView</name>
    <message>
        <source>Tokens run out first</source>
        <translation>词元先用完</translation>
    </message>
    <message>
        <source>Requests run out first</source>
        <translation>请求数先用完</translation>
    </message>
    <message>
        <source>Both at once</source>
        <translation>两者同时用完</translation>
    </message>
    <message>
        <source>A large customer</source>
        <translation>大客户</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>Change the limit of requests</source>
        <translation>更改请求数上限</translation>
    </message>
    <message>
        <source>Change the limit of tokens</source>
        <translation>更改词元数上限</translation>
    </message>
    <message>
        <source>Change the rate of requests</source>
        <translation>更改请求速率</translation>
    </message>
    <message>
        <source>Change the size of a request</source>
        <translation>更改请求大小</translation>
    </message>
    <message>
        <source>Change how requests arrive</source>
        <translation>更改请求到达的方式</translation>
    </message>
    <message>
        <source>Let refused requests come back</source>
        <translation>让被拒的请求重试</translation>
    </message>
    <message>
        <source>Choose an example</source>
        <translation>选择示例</translation>
    </message>
    <message>
        <source>All %1 requests go through: the limits are not reached</source>
        <translation>全部 %1 个请求都通过：没有达到上限</translation>
    </message>
    <message>
        <source>tokens and requests run out</source>
        <translation>词元和请求数都用完了</translation>
    </message>
    <message>
        <source>the tokens run out</source>
        <translation>词元用完了</translation>
    </message>
    <message>
        <source>the requests run out</source>
        <translation>请求数用完了</translation>
    </message>
    <message>
        <source>%1 of %2 requests go through; %3 answers say 429, the first after %4: %5</source>
        <translation>%2 个请求中 %1 个通过；%3 次被拒（429），第一次在 %4 后：%5</translation>
    </message>
    <message>
        <source>the limit of tokens</source>
        <translation>词元数上限</translation>
    </message>
    <message>
        <source>the limit of requests</source>
        <translation>请求数上限</translation>
    </message>
    <message>
        <source>both limits</source>
        <translation>两个上限</translation>
    </message>
    <message>
        <source>Requests a minute, steadily</source>
        <translation>稳定时每分钟请求</translation>
    </message>
    <message>
        <source>the smaller of: requests a minute; tokens a minute ÷ tokens of a request</source>
        <translation>取较小者：每分钟请求数；每分钟词元数 ÷ 每个请求的词元数</translation>
    </message>
    <message>
        <source>%1; %2 ÷ %3 = %4</source>
        <translation>%1; %2 ÷ %3 = %4</translation>
    </message>
    <message>
        <source>What binds</source>
        <translation>受限于</translation>
    </message>
    <message>
        <source>Time for %1 requests</source>
        <translation>%1 个请求所需时间</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>never: one request is more than the limit</source>
        <translation>永远不行：一个请求就超过上限</translation>
    </message>
    <message>
        <source>requests ÷ requests a minute</source>
        <translation>请求数 ÷ 每分钟请求数</translation>
    </message>
    <message>
        <source>%1 ÷ %2</source>
        <translation>%1 ÷ %2</translation>
    </message>
    <message>
        <source>simulated: full buckets at first, each refills within a minute</source>
        <translation>模拟：桶起初是满的，一分钟内注满</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>通过</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Refused (429)</source>
        <translation>被拒（429）</translation>
    </message>
    <message>
        <source>%1 for want of tokens, %2 for want of requests</source>
        <translation>%1 次因词元不足，%2 次因请求数不足</translation>
    </message>
    <message>
        <source>First refusal</source>
        <translation>第一次被拒</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Longest delay</source>
        <translation>最长延迟</translation>
    </message>
    <message>
        <source>from the first try to the one that goes through</source>
        <translation>从第一次尝试到通过的那次</translation>
    </message>
    <message>
        <source>Never through</source>
        <translation>始终未通过</translation>
    </message>
    <message>
        <source>refused at every try, %1 at most</source>
        <translation>每次尝试都被拒，最多 %1 次</translation>
    </message>
    <message>
        <source>%1 / min</source>
        <translation>%1 / 分钟</translation>
    </message>
    <message>
        <source>Limit of requests</source>
        <translation>请求数上限</translation>
    </message>
    <message>
        <source>Requests per minute (RPM) that the plan allows</source>
        <translation>套餐允许的每分钟请求数（RPM）</translation>
    </message>
    <message>
        <source>Limit of tokens</source>
        <translation>词元数上限</translation>
    </message>
    <message>
        <source>Tokens per minute (TPM) that the plan allows</source>
        <translation>套餐允许的每分钟词元数（TPM）</translation>
    </message>
    <message>
        <source>Requests sent</source>
        <translation>发送的请求</translation>
    </message>
    <message>
        <source>How many requests arrive in a minute</source>
        <translation>每分钟到达多少个请求</translation>
    </message>
    <message>
        <source>Tokens of a request</source>
        <translation>每个请求的词元</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个词元</translation>
    </message>
    <message>
        <source>Input and the most output: vendors count both against the limit before the answer is there</source>
        <translation>输入加上最大输出：回答还没出来，厂商就把两者都算进上限</translation>
    </message>
    <message>
        <source>The size of the open prompt and its answer</source>
        <translation>当前提示词和回答的大小</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>arrive evenly</source>
        <translation>均匀到达</translation>
    </message>
    <message>
        <source>arrive in a burst</source>
        <translation>集中到达</translation>
    </message>
    <message>
        <source>How requests arrive</source>
        <translation>请求到达的方式</translation>
    </message>
    <message>
        <source>come back when told</source>
        <translation>按提示的时间重试</translation>
    </message>
    <message>
        <source>A plan allows so many requests and so many tokens a minute. Each limit is a bucket that is full at first and fills steadily: a request that finds too little is refused with the answer 429 and told when to come back.</source>
        <translation>套餐限定每分钟的请求数和词元数。每个上限是一只桶，起初是满的，并匀速注入：请求遇到余量不足就被拒（429），并被告知何时重试。</translation>
    </message>
    <message>
        <source>Claim (NVIDIA, “Explaining Tokens”, 2025): token limits are the most tokens generated a minute for one user. – Half of it: vendors count the input and the most output asked for, and limit requests besides; whichever bucket is empty first refuses.</source>
        <translation>说法（NVIDIA《解释代币》，2025）：词元限制是为单个用户每分钟生成的最大词元数。——只对一半：厂商把输入和所要求的最大输出都计入，还限制请求数；哪只桶先空，就由它拒绝。</translation>
    </message>
    <message>
        <source>Rate limits</source>
        <translation>速率限制</translation>
    </message>
</context>
<context>
    <name>tokenarium::LineFitChart</name>
    <message>
        <source>point</source>
        <translation>点</translation>
    </message>
    <message>
        <source>on the line</source>
        <translation>线上的值</translation>
    </message>
    <message>
        <source>squared miss</source>
        <translation>误差平方</translation>
    </message>
    <message>
        <source>left end of the line</source>
        <translation>直线左端</translation>
    </message>
    <message>
        <source>right end of the line</source>
        <translation>直线右端</translation>
    </message>
    <message>
        <source>%1: %2 %3, %4 %5</source>
        <translation>%1：%2 %3，%4 %5</translation>
    </message>
</context>
<context>
    <name>tokenarium::LinePanel</name>
    <message>
        <source>Two parameters, fitted: no line misses these points by less</source>
        <translation>两个参数，已拟合好：没有哪条直线误差更小</translation>
    </message>
    <message>
        <source>Two parameters: your line misses by %1, the best one by %2</source>
        <translation>两个参数：你的直线误差为 %1，最好的直线为 %2</translation>
    </message>
    <message>
        <source>characters of an English saying</source>
        <translation>英文谚语的字符数</translation>
    </message>
    <message>
        <source>tokens (o200k_base)</source>
        <translation>词元数（o200k_base）</translation>
    </message>
    <message>
        <source>%1 × characters − %2</source>
        <translation>%1 × 字符数 − %2</translation>
    </message>
    <message>
        <source>%1 × characters + %2</source>
        <translation>%1 × 字符数 + %2</translation>
    </message>
    <message>
        <source>Your squared error</source>
        <translation>你的误差平方和</translation>
    </message>
    <message>
        <source>Σ (tokens − line)², the area of all squares</source>
        <translation>Σ（词元数 − 直线）²，即所有方块的面积</translation>
    </message>
    <message>
        <source>Your line</source>
        <translation>你的直线</translation>
    </message>
    <message>
        <source>Yours to change: sliders, the handles in the chart, or the arrow keys there</source>
        <translation>由你调整：滑块、图中的手柄，或方向键</translation>
    </message>
    <message>
        <source>Least squared error</source>
        <translation>最小误差平方和</translation>
    </message>
    <message>
        <source>Σ (tokens − best line)²</source>
        <translation>Σ（词元数 − 最佳直线）²</translation>
    </message>
    <message>
        <source>Best line</source>
        <translation>最佳直线</translation>
    </message>
    <message>
        <source>slope = Σ (x − x̄)(y − ȳ) ÷ Σ (x − x̄)²; the line goes through the means</source>
        <translation>斜率 = Σ (x − x̄)(y − ȳ) ÷ Σ (x − x̄)²；直线经过均值点</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>点</translation>
    </message>
    <message>
        <source>moved by you</source>
        <translation>你移动过</translation>
    </message>
    <message>
        <source>Tokens of eight English sayings, counted with o200k_base on 2026-11-22</source>
        <translation>八句英文谚语的词元数，2026-11-22 用 o200k_base 数出</translation>
    </message>
    <message>
        <source>Slope</source>
        <translation>斜率</translation>
    </message>
    <message>
        <source>First parameter: tokens for each character more</source>
        <translation>第一个参数：每多一个字符多几个词元</translation>
    </message>
    <message>
        <source>Intercept</source>
        <translation>截距</translation>
    </message>
    <message>
        <source>Second parameter: where the line begins</source>
        <translation>第二个参数：直线的起点</translation>
    </message>
    <message>
        <source>Least squares</source>
        <translation>最小二乘</translation>
    </message>
    <message>
        <source>Training in one step: the line with the least squared error</source>
        <translation>一步完成的训练：误差平方和最小的直线</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>Points and line as they were at first</source>
        <translation>点和直线恢复最初的样子</translation>
    </message>
</context>
<context>
    <name>tokenarium::LoadView</name>
    <message>
        <source>GPUs for the target</source>
        <translation>达到目标所需 GPU</translation>
    </message>
    <message>
        <source>no number is enough</source>
        <translation>多少都不够</translation>
    </message>
    <message>
        <source>the largest batch that keeps the gap and fits, then the fewest places</source>
        <translation>先取放得下且满足间隔的最大批，再取最少的席位</translation>
    </message>
    <message>
        <source>fewest places where at most the rest waits longer than allowed, by Erlang C, ÷ batch × GPUs of a server</source>
        <translation>按 Erlang C，使等待超限者不多于允许值的最少席位 ÷ 批 × 每台 GPU 数</translation>
    </message>
    <message>
        <source>%1 servers with %2 places each × %3 GPUs; without any reserve %4 servers</source>
        <translation>%1 台服务器，每台 %2 个席位 × %3 块 GPU；毫无余量时 %4 台</translation>
    </message>
    <message>
        <source>In flight</source>
        <translation>处理中</translation>
    </message>
    <message>
        <source>Little&apos;s law: requests a second × seconds of a request</source>
        <translation>Little 定律：每秒请求数 × 每个请求的秒数</translation>
    </message>
    <message>
        <source>Rent</source>
        <translation>租金</translation>
    </message>
    <message>
        <source>%1 an hour</source>
        <translation>%1/小时</translation>
    </message>
    <message>
        <source>GPUs × price of a GPU-hour</source>
        <translation>GPU 数 × 每 GPU 小时价格</translation>
    </message>
    <message>
        <source>%1 × %2; %3 per million tokens written</source>
        <translation>%1 × %2；每写出一百万词元 %3</translation>
    </message>
    <message>
        <source>The price of a GPU-hour is an assumption</source>
        <translation>每 GPU 小时的价格是假设</translation>
    </message>
    <message>
        <source>Computed: one server answers</source>
        <translation>计算：一台服务器可回答</translation>
    </message>
    <message>
        <source>batch ÷ (batch × prefill + (tokens − 1) × step)</source>
        <translation>批 ÷（批 × 预填充 +（词元数 − 1）× 每步时间）</translation>
    </message>
    <message>
        <source>%1 ÷ (%1 × %2 + (%3 − 1) × %4): %5 with a prompt of %6 and an answer of %3 tokens</source>
        <translation>%1 ÷ (%1 × %2 + (%3 − 1) × %4)：%5，提示词 %6 个词元，回答 %3 个词元</translation>
    </message>
    <message>
        <source>grows without end</source>
        <translation>无限增长</translation>
    </message>
    <message>
        <source>Load of each server</source>
        <translation>每台的负载</translation>
    </message>
    <message>
        <source>requests a second ÷ (places × requests a place answers a second)</source>
        <translation>每秒请求数 ÷（席位数 × 每席位每秒回答数）</translation>
    </message>
    <message>
        <source>%1 ÷ (%2 × %3)</source>
        <translation>%1 ÷ (%2 × %3)</translation>
    </message>
    <message>
        <source>Requests that wait</source>
        <translation>须等待的请求</translation>
    </message>
    <message>
        <source>Erlang C = B ÷ (1 − load × (1 − B)), B from Erlang&apos;s recursion</source>
        <translation>Erlang C = B ÷ (1 − 负载 × (1 − B))，B 由 Erlang 递推得到</translation>
    </message>
    <message>
        <source>B = %1; %1 ÷ (1 − %2 × (1 − %1))</source>
        <translation>B = %1；%1 ÷ (1 − %2 × (1 − %1))</translation>
    </message>
    <message>
        <source>at a load of 100 % and more there is no such number</source>
        <translation>负载达到 100 % 及以上时没有这个数</translation>
    </message>
    <message>
        <source>Mean waiting time</source>
        <translation>平均等待时间</translation>
    </message>
    <message>
        <source>share that waits ÷ (places × service − arrivals)</source>
        <translation>等待的比例 ÷（席位 × 服务速率 − 到达速率）</translation>
    </message>
    <message>
        <source>%1 wait at most</source>
        <translation>%1 的请求至多等待</translation>
    </message>
    <message>
        <source>ln(share that waits ÷ share that may be late) ÷ (places × service − arrivals)</source>
        <translation>ln(等待的比例 ÷ 允许迟到的比例) ÷（席位 × 服务速率 − 到达速率）</translation>
    </message>
    <message>
        <source>allowed: %1 (%2 to the first token, less %3 of prefill)</source>
        <translation>允许：%1（首词元 %2，减去预填充 %3）</translation>
    </message>
    <message>
        <source>the same queue, event by event, several times</source>
        <translation>同一个队列，逐事件模拟多次</translation>
    </message>
    <message>
        <source>simulating…</source>
        <translation>正在模拟…</translation>
    </message>
    <message>
        <source>Simulated: requests that wait</source>
        <translation>模拟：须等待的请求</translation>
    </message>
    <message>
        <source>Simulated: mean waiting time</source>
        <translation>模拟：平均等待时间</translation>
    </message>
    <message>
        <source>Simulated: in flight</source>
        <translation>模拟：处理中</translation>
    </message>
    <message>
        <source>%1 simulations of %2 requests each, the first %3 left out; ± is where the truth lies in 95 of 100 cases (Student&apos;s t)</source>
        <translation>%1 次模拟，每次 %2 个请求，舍去最初 %3 个；± 表示 100 次里有 95 次真值落在其中（学生 t 分布）</translation>
    </message>
    <message>
        <source>So close to full load a queue takes longer to fill than is simulated: these numbers are too small.</source>
        <translation>离满负荷这么近，队列形成所需的时间比模拟的更长：这些数偏小。</translation>
    </message>
    <message>
        <source>the formula (%1) lies within</source>
        <translation>公式的值（%1）落在区间内</translation>
    </message>
    <message>
        <source>the formula (%1) lies outside: chance does that in 5 of 100 cases</source>
        <translation>公式的值（%1）落在区间外：100 次里约有 5 次纯属偶然</translation>
    </message>
    <message>
        <source>Article: one GPU answers</source>
        <translation>文章：一块 GPU 可回答</translation>
    </message>
    <message>
        <source>Second article, “推理资源配置实例”: a single GPU supports 10 requests a second; for 1,000 a cluster is needed. It names no model, no GPU, no length of answers.</source>
        <translation>第二篇文章《推理资源配置实例》：单 GPU 支持每秒 10 次请求；每秒 1,000 次需要集群。文章没有说是什么模型、什么 GPU、回答多长。</translation>
    </message>
    <message>
        <source>GPUs if one divides</source>
        <translation>只做除法得到的 GPU</translation>
    </message>
    <message>
        <source>%1: %2 loaded</source>
        <translation>%1：负载 %2</translation>
    </message>
    <message>
        <source>%1: the queue never ends</source>
        <translation>%1：队列没有尽头</translation>
    </message>
    <message>
        <source>requests a second ÷ requests of a GPU, rounded up</source>
        <translation>每秒请求数 ÷ 每块 GPU 的请求数，向上取整</translation>
    </message>
    <message>
        <source>%1 ÷ %2 = %3; at a load of %4 %5</source>
        <translation>%1 ÷ %2 = %3；负载 %4 时%5</translation>
    </message>
    <message>
        <source>%1 wait</source>
        <translation>%1 须等待</translation>
    </message>
    <message>
        <source>requests arrive as fast as they are answered, so what once waits stays waiting</source>
        <translation>请求到达与回答一样快，一旦积压就永远积压</translation>
    </message>
    <message>
        <source>fewest GPUs, by Erlang C, that keep the target</source>
        <translation>按 Erlang C，达到目标的最少 GPU</translation>
    </message>
    <message>
        <source>at most %1 wait longer than %2</source>
        <translation>至多 %1 等待超过 %2</translation>
    </message>
    <message>
        <source>GPUs where few wait at all</source>
        <translation>几乎无人等待所需 GPU</translation>
    </message>
    <message>
        <source>fewest GPUs, by Erlang C, where at most 5 % wait</source>
        <translation>按 Erlang C，至多 5 % 等待的最少 GPU</translation>
    </message>
    <message>
        <source>%1 of the requests wait</source>
        <translation>%1 的请求须等待</translation>
    </message>
    <message>
        <source>GPUs at a load of 70 %</source>
        <translation>负载 70 % 时的 GPU</translation>
    </message>
    <message>
        <source>requests a second ÷ (requests of a GPU × 0.7), rounded up</source>
        <translation>每秒请求数 ÷（每块 GPU 的请求数 × 0.7），向上取整</translation>
    </message>
    <message>
        <source>No number of GPUs keeps this target</source>
        <translation>多少 GPU 都达不到这个目标</translation>
    </message>
    <message>
        <source>%1 GPUs are too few: the queue grows without end</source>
        <translation>%1 块 GPU 太少：队列无限增长</translation>
    </message>
    <message>
        <source>With %1 GPUs %2 of the requests wait, %3 on average over all</source>
        <translation>用 %1 块 GPU，%2 的请求须等待，全部平均等 %3</translation>
    </message>
    <message>
        <source>Waiting time (seconds)</source>
        <translation>等待时间（秒）</translation>
    </message>
    <message>
        <source>Requests that wait longer</source>
        <translation>等待更久的请求</translation>
    </message>
    <message>
        <source>formula (Erlang C)</source>
        <translation>公式（Erlang C）</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>模拟</translation>
    </message>
    <message>
        <source>allowed</source>
        <translation>允许</translation>
    </message>
    <message>
        <source>GPUs</source>
        <translation>GPU 数</translation>
    </message>
    <message>
        <source>Servers of %1</source>
        <translation>服务器数（每台 %1）</translation>
    </message>
    <message>
        <source>Late requests</source>
        <translation>迟到的请求</translation>
    </message>
    <message>
        <source>later than allowed</source>
        <translation>超过允许</translation>
    </message>
    <message>
        <source>wait at all</source>
        <translation>须等待</translation>
    </message>
    <message>
        <source>looked at</source>
        <translation>所看的</translation>
    </message>
    <message>
        <source>may be late</source>
        <translation>可迟到</translation>
    </message>
    <message>
        <source>%1 servers are the fewest that keep the target; dividing alone says %2</source>
        <translation>达到目标至少要 %1 台；只做除法得 %2 台</translation>
    </message>
    <message>
        <source>Requests come at random, so some meet others: how many GPUs let nearly all of them begin in time? Two ways to the same answer: Erlang&apos;s formulas, and a simulation beside them.</source>
        <translation>请求随机到来，总有撞在一起的：要多少 GPU，才能让几乎所有请求按时开始？两条路得到同一答案：Erlang 公式，以及旁边的模拟。</translation>
    </message>
    <message>
        <source>Whose numbers</source>
        <translation>采用谁的数</translation>
    </message>
    <message>
        <source>How much a GPU answers: computed from the model above, or as the article says</source>
        <translation>一块 GPU 能回答多少：按上面的模型计算，或照文章所说</translation>
    </message>
    <message>
        <source>Computed from the model and GPU</source>
        <translation>按模型与 GPU 计算</translation>
    </message>
    <message>
        <source>Article: 10 requests a second on one GPU</source>
        <translation>文章：单 GPU 每秒 10 次请求</translation>
    </message>
    <message>
        <source>Article: 1,000 requests a second</source>
        <translation>文章：每秒 1,000 次请求</translation>
    </message>
    <message>
        <source>The article&apos;s GPU, another load</source>
        <translation>文章的 GPU，另一负载</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>负载</translation>
    </message>
    <message>
        <source>Requests that arrive, on average</source>
        <translation>平均到达的请求</translation>
    </message>
    <message>
        <source>First token within</source>
        <translation>首词元不迟于</translation>
    </message>
    <message>
        <source>Time to first token that is allowed, for the share of requests under “More”</source>
        <translation>允许的首词元延迟；适用的请求比例见“更多”</translation>
    </message>
    <message>
        <source>For</source>
        <translation>适用于</translation>
    </message>
    <message>
        <source>%1 of requests</source>
        <translation>%1 的请求</translation>
    </message>
    <message>
        <source>The others may come later</source>
        <translation>其余的可以迟些</translation>
    </message>
    <message>
        <source>Gap allowed</source>
        <translation>允许的间隔</translation>
    </message>
    <message>
        <source>Mean gap between tokens, with the prompts of others in between</source>
        <translation>词元之间的平均间隔，含其间读别人的提示词</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Tokens of the question</source>
        <translation>问题的词元</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Tokens that are written</source>
        <translation>写出的词元</translation>
    </message>
    <message>
        <source>Servers more or fewer</source>
        <translation>增减服务器</translation>
    </message>
    <message>
        <source>Than the target needs: see what happens with too few</source>
        <translation>相对于目标所需：看看太少会怎样</translation>
    </message>
    <message>
        <source>Random numbers</source>
        <translation>随机数</translation>
    </message>
    <message>
        <source>series %1</source>
        <translation>第 %1 组</translation>
    </message>
    <message>
        <source>Another series gives another simulation of the same queue</source>
        <translation>换一组随机数，就是同一队列的另一次模拟</translation>
    </message>
    <message>
        <source>Load to GPUs</source>
        <translation>负载与 GPU</translation>
    </message>
</context>
<context>
    <name>tokenarium::LoopPanel</name>
    <message>
        <source>As articles print it</source>
        <translation>文章里的写法</translation>
    </message>
    <message>
        <source>As it really is</source>
        <translation>实际的样子</translation>
    </message>
    <message>
        <source>✗ missing</source>
        <translation>✗ 缺失</translation>
    </message>
    <message>
        <source>The loop</source>
        <translation>循环</translation>
    </message>
    <message>
        <source>In this round</source>
        <translation>这一轮</translation>
    </message>
    <message>
        <source>＋ is missing in the article: it starts from nothing, without a prompt; it always takes “the” next token, without sampling; and it never stops early.</source>
        <translation>＋ 是文章里缺少的：它从空开始，没有提示词；总是取“那个”下一词元，没有采样；而且从不提前停止。</translation>
    </message>
</context>
<context>
    <name>tokenarium::LossChart</name>
    <message>
        <source>thousand tokens read</source>
        <translation>已读词元（千）</translation>
    </message>
    <message>
        <source>%1, logarithmic</source>
        <translation>%1，对数</translation>
    </message>
    <message>
        <source>blind guessing (ln of the vocabulary): %1</source>
        <translation>盲猜（词表大小的 ln）：%1</translation>
    </message>
    <message>
        <source>guessing by frequency alone: %1</source>
        <translation>只按频率猜：%1</translation>
    </message>
    <message>
        <source>training %1</source>
        <translation>训练 %1</translation>
    </message>
    <message>
        <source>validation %1</source>
        <translation>验证 %1</translation>
    </message>
    <message>
        <source>Curve of the training</source>
        <translation>训练曲线</translation>
    </message>
    <message>
        <source>loss (nats per token)</source>
        <translation>损失（奈特/词元）</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>gradient norm</source>
        <translation>梯度范数</translation>
    </message>
    <message>
        <source>tokens per second</source>
        <translation>词元/秒</translation>
    </message>
    <message>
        <source>The curve begins with the first step.</source>
        <translation>曲线从第一步开始。</translation>
    </message>
    <message>
        <source>The learning rate rises for a moment, stays, and falls to zero in the second half</source>
        <translation>学习率先短暂上升，保持不变，后半程降到零</translation>
    </message>
    <message>
        <source>How long the gradient is; longer than 1 is cut to 1</source>
        <translation>梯度有多长；超过 1 的截为 1</translation>
    </message>
    <message>
        <source>This machine trains with %1 tokens per second at the moment</source>
        <translation>这台机器目前每秒训练 %1 个词元</translation>
    </message>
    <message>
        <source>stop rule: when all tokens are read</source>
        <translation>停止规则：读完所有词元</translation>
    </message>
    <message>
        <source>stop rule: all tokens read, or %1 times not below %2 (now %3)</source>
        <translation>停止规则：读完所有词元，或 %1 次未低于 %2（现为 %3 次）</translation>
    </message>
    <message>
        <source>As unsure as a choice among %1 equally likely tokens</source>
        <translation>不确定程度相当于在 %1 个等可能的词元中选一个</translation>
    </message>
    <message>
        <source>Not better than guessing by frequency yet: as unsure as a choice among %1 tokens</source>
        <translation>还不如按频率猜：不确定程度相当于在 %1 个词元中选一个</translation>
    </message>
    <message>
        <source>Has learned more than frequencies: as unsure as a choice among %1 tokens, by frequency alone among %2</source>
        <translation>学到的已多于频率：不确定程度相当于在 %1 个词元中选一个，只凭频率则是 %2 个</translation>
    </message>
</context>
<context>
    <name>tokenarium::LossStrip</name>
    <message>
        <source>loss of every position; the highest bar: %1 nats</source>
        <translation>每个位置的损失；最高的柱：%1 奈特</translation>
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
    <message>
        <source>Untitled prompt</source>
        <translation>未命名的提示词</translation>
    </message>
    <message>
        <source>Context window: %1</source>
        <translation>上下文窗口：%1</translation>
    </message>
    <message>
        <source>A prompt of five parts</source>
        <translation>五个部分的提示词</translation>
    </message>
    <message>
        <source>Prompt with everything in it (*.tokenarium)</source>
        <translation>提示词，包含全部内容 (*.tokenarium)</translation>
    </message>
    <message>
        <source>Prompt with links to its files (*.tokenarium)</source>
        <translation>提示词，链接到各个文件 (*.tokenarium)</translation>
    </message>
    <message>
        <source>New prompt</source>
        <translation>新建提示词</translation>
    </message>
    <message>
        <source>Add files to the prompt</source>
        <translation>把文件加入提示词</translation>
    </message>
    <message>
        <source>%1 is counted, but no room shows parts of its kind yet.</source>
        <translation>%1&#x2009;已计数，但还没有房间能显示这一类部分。</translation>
    </message>
    <message>
        <source>Choose the file of this part</source>
        <translation>选择这个部分的文件</translation>
    </message>
    <message>
        <source>Part %1 could not be read: %2</source>
        <translation>第&#x2009;%1&#x2009;部分无法读取：%2</translation>
    </message>
    <message>
        <source>Its texts were counted by %1, which is not installed; now they are counted by %2.</source>
        <translation>其中的文本原来用&#x2009;%1&#x2009;计数，但它没有安装；现在用&#x2009;%2&#x2009;计数。</translation>
    </message>
    <message>
        <source>Save the prompt</source>
        <translation>保存提示词</translation>
    </message>
    <message>
        <source>Saved. These parts are inside the file, for there is no file that holds them any more: %1.</source>
        <translation>已保存。这些部分放在了文件里面，因为已没有文件保存着它们：%1。</translation>
    </message>
    <message>
        <source>The parts of the prompt could not be kept or read: %1</source>
        <translation>提示词的各部分无法保留或读取：%1</translation>
    </message>
    <message>
        <source>%1 on %2 × %3, batch %4, roofline</source>
        <translation>%1，%2 × %3，批 %4，屋顶线</translation>
    </message>
</context>
<context>
    <name>tokenarium::MeaningsSection</name>
    <message>
        <source>One can read that a word with two meanings gets two token numbers. It does not: the id is the same in every sentence, and so is its embedding. The vector made of it is not: what the layers add depends on the other tokens.</source>
        <translation>有文章说，一个有两种意思的词会得到两个词元编号。并非如此：它在每个句子里的编号相同，嵌入也相同。不同的是由它算出的向量：各层加上什么，取决于其他词元。</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>例子</translation>
    </message>
    <message>
        <source>The word</source>
        <translation>这个词</translation>
    </message>
    <message>
        <source>the word</source>
        <translation>词</translation>
    </message>
    <message>
        <source>First sentence</source>
        <translation>第一句</translation>
    </message>
    <message>
        <source>Second sentence</source>
        <translation>第二句</translation>
    </message>
    <message>
        <source>Tokens of the first sentence</source>
        <translation>第一句的词元</translation>
    </message>
    <message>
        <source>Tokens of the second sentence</source>
        <translation>第二句的词元</translation>
    </message>
    <message>
        <source>No token of ‘%1’ is in both sentences.</source>
        <translation>两句中没有共同的「%1」的词元。</translation>
    </message>
    <message>
        <source>Token %1 · id %2</source>
        <translation>词元 %1 · 编号 %2</translation>
    </message>
    <message>
        <source>‘%1’ is one token, id %2, in both sentences.</source>
        <translation>「%1」在两句中都是同一个词元，编号 %2。</translation>
    </message>
    <message>
        <source>The word is several tokens here; the first that both sentences share is ‘%1’, id %2.</source>
        <translation>这个词在这里是多个词元；两句共有的第一个是「%1」，编号 %2。</translation>
    </message>
    <message>
        <source>Its two vectors: distance %1 at the embedding, %2 after layer %3.</source>
        <translation>它的两个向量：在嵌入处距离为 %1，第 %3 层之后为 %2。</translation>
    </message>
    <message>
        <source>after layer (0: the embedding)</source>
        <translation>第几层之后（0：嵌入）</translation>
    </message>
    <message>
        <source>cosine distance</source>
        <translation>余弦距离</translation>
    </message>
    <message>
        <source>to other tokens, mean</source>
        <translation>与其他词元的平均</translation>
    </message>
    <message>
        <source>‘%1’ in both</source>
        <translation>两句中的「%1」</translation>
    </message>
    <message>
        <source>Same id, two meanings</source>
        <translation>同一编号，两种意思</translation>
    </message>
</context>
<context>
    <name>tokenarium::MelControls</name>
    <message>
        <source>Window</source>
        <translation>窗长</translation>
    </message>
    <message>
        <source>Hop</source>
        <translation>步长</translation>
    </message>
    <message>
        <source>Mel bands</source>
        <translation>梅尔频带</translation>
    </message>
    <message>
        <source>Mel scale</source>
        <translation>梅尔刻度</translation>
    </message>
    <message>
        <source>As Whisper does it</source>
        <translation>与&#x2009;Whisper&#x2009;相同</translation>
    </message>
    <message>
        <source>%1 samples, %2 ms</source>
        <translation>%1&#x2009;个采样，%2 ms</translation>
    </message>
    <message>
        <source>How long a frame is: longer tells pitches apart better, shorter tells moments apart better</source>
        <translation>一帧有多长：长则音高分得清，短则时刻分得清</translation>
    </message>
    <message>
        <source>From one frame to the next: more frames a second, more numbers</source>
        <translation>从一帧到下一帧：每秒帧数越多，数字越多</translation>
    </message>
    <message>
        <source>Numbers of a frame: Whisper has 80, since large-v3 128</source>
        <translation>一帧的数字个数：Whisper&#x2009;用&#x2009;80，large-v3&#x2009;起用&#x2009;128</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>刻度</translation>
    </message>
    <message>
        <source>Slaney (Whisper)</source>
        <translation>Slaney（Whisper）</translation>
    </message>
    <message>
        <source>HTK</source>
        <translation>HTK</translation>
    </message>
    <message>
        <source>How pitch is bent: Slaney&apos;s is straight up to 1,000 Hz, HTK&apos;s nowhere</source>
        <translation>音高怎样弯曲：Slaney&#x2009;刻度在&#x2009;1,000 Hz&#x2009;以下是直的，HTK&#x2009;处处弯曲</translation>
    </message>
    <message>
        <source>Window 400, hop 160, 80 bands, Slaney&apos;s scale</source>
        <translation>窗长&#x2009;400，步长&#x2009;160，80&#x2009;个频带，Slaney&#x2009;刻度</translation>
    </message>
</context>
<context>
    <name>tokenarium::MelStepsView</name>
    <message>
        <source>sample %1: %2 × %3 = %4</source>
        <translation>采样&#x2009;%1：%2 × %3 = %4</translation>
    </message>
    <message>
        <source>bin %1, %2: power %3</source>
        <translation>频点&#x2009;%1，%2：功率&#x2009;%3</translation>
    </message>
    <message>
        <source>One column of the spectrogram in six steps. Move the cursor: the steps are those of the moment under it.</source>
        <translation>声谱图的一列分六步得到。移动光标：显示的是光标所在时刻的各步。</translation>
    </message>
    <message>
        <source>Log-mel spectrogram</source>
        <translation>对数梅尔声谱图</translation>
    </message>
    <message>
        <source>computing…</source>
        <translation>计算中…</translation>
    </message>
    <message>
        <source>Frame %1 of %2: %3 samples about %4. At both ends of the sound the frame is filled up with its mirror image.</source>
        <translation>第&#x2009;%1&#x2009;帧（共&#x2009;%2&#x2009;帧）：%4&#x2009;前后的&#x2009;%3&#x2009;个采样。在声音两端，不足的部分用镜像补上。</translation>
    </message>
    <message>
        <source>0 ms</source>
        <translation>0 ms</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>+%1; window: 1</source>
        <translation>+%1；窗：1</translation>
    </message>
    <message>
        <source>1 · %1 samples, and a Hann window</source>
        <translation>1 · %1&#x2009;个采样与汉宁窗</translation>
    </message>
    <message>
        <source>2 · samples × window: the ends fade out</source>
        <translation>2 · 采样 × 窗：两端淡出</translation>
    </message>
    <message>
        <source>0 Hz</source>
        <translation>0 Hz</translation>
    </message>
    <message>
        <source>power %1, drawn in decibels</source>
        <translation>功率&#x2009;%1，按分贝绘制</translation>
    </message>
    <message>
        <source>3 · Spectrum: |DFT|² in %1 bins of %2</source>
        <translation>3 · 频谱：|DFT|²，%1&#x2009;个频点，间隔&#x2009;%2</translation>
    </message>
    <message>
        <source>band 1</source>
        <translation>频带&#x2009;1</translation>
    </message>
    <message>
        <source>band %1</source>
        <translation>频带&#x2009;%1</translation>
    </message>
    <message>
        <source>4 · Mel filters: %1 triangles, one sum each</source>
        <translation>4 · 梅尔滤波：%1&#x2009;个三角形各求一个和</translation>
    </message>
    <message>
        <source>dashed: loudest − 8 = %1</source>
        <translation>虚线：最响&#x2009;− 8 = %1</translation>
    </message>
    <message>
        <source>5 · log₁₀: as ears do, in ratios</source>
        <translation>5 · log₁₀：像耳朵一样按比例</translation>
    </message>
    <message>
        <source>6 · not below loudest − 8; (v + 4) / 4</source>
        <translation>6 · 不低于最响&#x2009;− 8；(v + 4) / 4</translation>
    </message>
    <message>
        <source>Band %1: triangle %2 – %3 – %4 over %5 bins · sum %6 · log₁₀ %7 · %8 · (v + 4) / 4 = %9</source>
        <translation>频带&#x2009;%1：三角形&#x2009;%2 – %3 – %4，覆盖&#x2009;%5&#x2009;个频点 · 和&#x2009;%6 · log₁₀ %7 · %8 · (v + 4) / 4 = %9</translation>
    </message>
    <message>
        <source>raised to %1</source>
        <translation>抬高到&#x2009;%1</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Point at a band in steps 4 to 6 to follow its number.</source>
        <translation>在第&#x2009;4&#x2009;到&#x2009;6&#x2009;步里指向一个频带，可以跟踪它的数字。</translation>
    </message>
    <message>
        <source>Step by step</source>
        <translation>逐步计算</translation>
    </message>
</context>
<context>
    <name>tokenarium::MemoryView</name>
    <message>
        <source>Run or train</source>
        <translation>运行或训练</translation>
    </message>
    <message>
        <source>Format of the cache</source>
        <translation>缓存格式</translation>
    </message>
    <message>
        <source>Recomputing</source>
        <translation>重新计算</translation>
    </message>
    <message>
        <source>Tokens of a text</source>
        <translation>每段文本的词元</translation>
    </message>
    <message>
        <source>Texts at once</source>
        <translation>同时处理的文本</translation>
    </message>
    <message>
        <source>GPUs that share</source>
        <translation>分担的&#x2009;GPU</translation>
    </message>
    <message>
        <source>Rank of LoRA</source>
        <translation>LoRA&#x2009;的秩</translation>
    </message>
    <message>
        <source>Working space</source>
        <translation>工作空间</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>What this model takes of a GPU&apos;s memory, and which GPUs have as much. Click a bar for another format, a GPU for its numbers; a figure opens to its formula.</source>
        <translation>这个模型要占用多少显存，哪些&#x2009;GPU&#x2009;放得下。点击条形可换一种格式，点击&#x2009;GPU&#x2009;可看它的数字；每个数字都能展开看公式。</translation>
    </message>
    <message>
        <source>To</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>What the model is for</source>
        <translation>要用这个模型做什么</translation>
    </message>
    <message>
        <source>run it</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>train it</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>KV cache in</source>
        <translation>KV&#x2009;缓存</translation>
    </message>
    <message>
        <source>Number format of keys and values</source>
        <translation>键和值的数字格式</translation>
    </message>
    <message>
        <source>32 bits</source>
        <translation>32&#x2009;位</translation>
    </message>
    <message>
        <source>16 bits</source>
        <translation>16&#x2009;位</translation>
    </message>
    <message>
        <source>8 bits</source>
        <translation>8&#x2009;位</translation>
    </message>
    <message>
        <source>On the way back</source>
        <translation>反向传播</translation>
    </message>
    <message>
        <source>What is kept of each layer, and what is computed a second time</source>
        <translation>每层保留什么，什么要再算一遍</translation>
    </message>
    <message>
        <source>keep everything</source>
        <translation>全部保留</translation>
    </message>
    <message>
        <source>recompute attention&apos;s scores</source>
        <translation>重算注意力得分</translation>
    </message>
    <message>
        <source>recompute whole layers</source>
        <translation>重算整层</translation>
    </message>
    <message>
        <source>Length of each text: the prompt and what is written</source>
        <translation>每段文本的长度：提示词加上写出的内容</translation>
    </message>
    <message>
        <source>The batch; in training, of each GPU</source>
        <translation>批的大小；训练时是每个&#x2009;GPU&#x2009;的批</translation>
    </message>
    <message>
        <source>How many GPUs divide the training state among them (ZeRO)</source>
        <translation>多少个&#x2009;GPU&#x2009;分担训练状态（ZeRO）</translation>
    </message>
    <message>
        <source>How narrow the matrices beside the model&apos;s are</source>
        <translation>附在模型矩阵旁的矩阵有多窄</translation>
    </message>
    <message>
        <source>Set aside for the driver and numbers in between: an assumption</source>
        <translation>留给驱动程序和中间结果：这是假设</translation>
    </message>
    <message>
        <source>Memory by format</source>
        <translation>各种格式的显存</translation>
    </message>
    <message>
        <source>Training %1 takes %2 on each GPU</source>
        <translation>训练&#x2009;%1，每个&#x2009;GPU&#x2009;需要&#x2009;%2</translation>
    </message>
    <message>
        <source>Memory of one GPU</source>
        <translation>一个&#x2009;GPU&#x2009;的显存</translation>
    </message>
    <message>
        <source>%1 fits on %2 of %3 GPUs</source>
        <translation>%1：%3&#x2009;种&#x2009;GPU&#x2009;中有&#x2009;%2&#x2009;种放得下</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>显存</translation>
    </message>
    <message>
        <source>Mixed precision with FP16 lowers the memory of training.</source>
        <translation>用&#x2009;FP16&#x2009;的混合精度训练降低内存占用。</translation>
    </message>
    <message>
        <source>With Adam the state stays at 16 bytes a parameter; activations and time are what it saves.</source>
        <translation>用&#x2009;Adam&#x2009;时状态仍是每参数&#x2009;16&#x2009;字节；节省的是激活值和时间。</translation>
    </message>
    <message>
        <source>Running a model takes 1 to 10 GPUs.</source>
        <translation>运行模型需要&#x2009;1–10&#x2009;个&#x2009;GPU。</translation>
    </message>
    <message>
        <source>%1 in %2 takes %3 of %4; large services with experts use hundreds.</source>
        <translation>%1&#x2009;以&#x2009;%2&#x2009;存放需要&#x2009;%3&#x2009;个&#x2009;%4；带专家的大型服务会用到数百个。</translation>
    </message>
    <message>
        <source>%1 takes %2</source>
        <translation>%1&#x2009;需要&#x2009;%2</translation>
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
    <name>tokenarium::ModelBox</name>
    <message>
        <source>Model whose price is shown</source>
        <translation>显示其价格的模型</translation>
    </message>
    <message>
        <source>Model whose price is shown; type a part of its name</source>
        <translation>显示其价格的模型；可输入名称的一部分</translation>
    </message>
</context>
<context>
    <name>tokenarium::ModelChoiceBar</name>
    <message>
        <source>%1 parameters</source>
        <translation>%1 个参数</translation>
    </message>
    <message>
        <source>Reading the file…</source>
        <translation>正在读取文件…</translation>
    </message>
    <message>
        <source>%1, changed: %2</source>
        <translation>%1（已改动）：%2</translation>
    </message>
    <message>
        <source>Open a model to count</source>
        <translation>打开要计数的模型</translation>
    </message>
    <message>
        <source>Models (*.json *.safetensors *.gguf *.bin);;All files (*)</source>
        <translation>模型 (*.json *.safetensors *.gguf *.bin);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Family:</source>
        <translation>系列：</translation>
    </message>
    <message>
        <source>Model:</source>
        <translation>模型：</translation>
    </message>
    <message>
        <source>Family of models</source>
        <translation>模型系列</translation>
    </message>
    <message>
        <source>Model on the scales</source>
        <translation>称量的模型</translation>
    </message>
    <message>
        <source>Models whose configuration is published; all tabs of this room are about it</source>
        <translation>公开了配置的模型；本房间所有标签页都针对它</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>A config.json, or the header of a safetensors or GGUF file; it can also be dropped here. No weights are read.</source>
        <translation>config.json，或 safetensors、GGUF 文件的文件头；也可拖放到这里。不读取权重。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>As published</source>
        <translation>恢复原样</translation>
    </message>
    <message>
        <source>Takes all sizes back to what they were before they were turned</source>
        <translation>把所有尺寸恢复为调整之前的值</translation>
    </message>
</context>
<context>
    <name>tokenarium::ModelMap</name>
    <message>
        <source>layer %1</source>
        <translation>第 %1 层</translation>
    </message>
</context>
<context>
    <name>tokenarium::ModelPage</name>
    <message>
        <source>No model lies beside the program. Open one: a folder with model.safetensors, a .gguf file, or a .bin of llama2.c.</source>
        <translation>程序旁边没有模型。请打开一个：含 model.safetensors 的文件夹、.gguf 文件，或 llama2.c 的 .bin。</translation>
    </message>
    <message>
        <source>Open a model</source>
        <translation>打开模型</translation>
    </message>
    <message>
        <source>Models (*.safetensors *.gguf *.bin *.json)</source>
        <translation>模型 (*.safetensors *.gguf *.bin *.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Open a model …</source>
        <translation>打开模型……</translation>
    </message>
    <message>
        <source>Opening …</source>
        <translation>正在打开……</translation>
    </message>
    <message>
        <source>%1 parameters · %2 layers · %3 heads · context %4</source>
        <translation>%1 个参数 · %2 层 · %3 个头 · 上下文 %4</translation>
    </message>
    <message>
        <source>Token %1 · id %2</source>
        <translation>词元 %1 · 编号 %2</translation>
    </message>
    <message>
        <source>The model reads %1 tokens at most: the first %2 of the prompt are cut off.</source>
        <translation>模型最多读 %1 个词元：提示词开头的 %2 个被截去。</translation>
    </message>
    <message>
        <source>0 bits: foreseen</source>
        <translation>0 比特：意料之中</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Colours: surprise</source>
        <translation>颜色：意外程度</translation>
    </message>
    <message>
        <source>What the colours of the tokens say</source>
        <translation>词元颜色的含义</translation>
    </message>
    <message>
        <source>Surprise: how unlikely the model thought each token, given those before it</source>
        <translation>意外程度：根据前文，模型认为每个词元有多不可能</translation>
    </message>
    <message>
        <source>The model that reads and predicts; any GGUF, safetensors or llama2.c file can be dropped here</source>
        <translation>阅读并预测的模型；任何 GGUF、safetensors 或 llama2.c 文件都可以拖到这里</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>What the model shall go on from</source>
        <translation>让模型接着往下写的内容</translation>
    </message>
    <message>
        <source>Take the last predicted token back (Backspace)</source>
        <translation>收回最后预测的词元（退格键）</translation>
    </message>
    <message>
        <source>Next token</source>
        <translation>下一个词元</translation>
    </message>
    <message>
        <source>Tokens the model reads</source>
        <translation>模型读到的词元</translation>
    </message>
    <message>
        <source>Ways of looking</source>
        <translation>观察方式</translation>
    </message>
    <message>
        <source>%1 M parameters</source>
        <translation>%1 百万参数</translation>
    </message>
    <message>
        <source>Colours: plain</source>
        <translation>颜色：不区分</translation>
    </message>
    <message>
        <source>no model yet</source>
        <translation>还没有模型</translation>
    </message>
    <message>
        <source>%1 tokens · %2 of %3</source>
        <translation>%1 个词元 · %3 的 %2</translation>
    </message>
    <message>
        <source>Write on</source>
        <translation>连续写</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Draw the next token from the model&apos;s prediction (Enter in the prompt; Space)</source>
        <translation>按模型的预测抽取下一词元（在提示词中按回车；空格）</translation>
    </message>
    <message>
        <source>Draw token after token until the text ends</source>
        <translation>一个接一个地抽取词元，直到文本结束</translation>
    </message>
</context>
<context>
    <name>tokenarium::ModelSession</name>
    <message>
        <source>%1: there is no such model.</source>
        <translation>%1：没有这个模型。</translation>
    </message>
    <message>
        <source>The prompt is empty: this model needs at least one token to go on from.</source>
        <translation>提示词为空：这个模型至少需要一个词元才能接着写。</translation>
    </message>
    <message>
        <source>Once upon a time</source>
        <comment>a prompt for the stories model, which reads English and Chinese</comment>
        <translation>从前有一只小猫，</translation>
    </message>
    <message>
        <source>This model was made here and lies in no file: it stays on the processor.</source>
        <translation>这个模型是在这里做成的，没有存成文件：它一直在处理器上计算。</translation>
    </message>
    <message>
        <source>This model reads only its own %1 tokens, written as %2; everything else in the prompt is left out.</source>
        <translation>这个模型只读它自己的 %1 个词元，写作 %2；提示词里的其他内容都会略去。</translation>
    </message>
</context>
<context>
    <name>tokenarium::MomentPanel</name>
    <message>
        <source>Before training</source>
        <translation>训练之前</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>validation loss %1</source>
        <translation>验证损失 %1</translation>
    </message>
    <message>
        <source>Time line of the training: %1</source>
        <translation>训练的时间线：%1</translation>
    </message>
    <message>
        <source>Copies of the model, kept on the way</source>
        <translation>途中保存的模型副本</translation>
    </message>
    <message>
        <source>Open in the Model room</source>
        <translation>在“模型”中打开</translation>
    </message>
    <message>
        <source>Looks into the model as it was at this moment</source>
        <translation>查看此刻的模型</translation>
    </message>
</context>
<context>
    <name>tokenarium::NormsSection</name>
    <message>
        <source>Every token has one vector that runs through the model. Attention and feed-forward of each layer only add to it; its length says how much has come together.</source>
        <translation>每个词元都有一个贯穿模型的向量。各层的注意力和前馈只往上加；它的长度说明积累了多少。</translation>
    </message>
    <message>
        <source>The vector of ‘%1’ grows from %2 at the embedding to %3 after layer %4.</source>
        <translation>「%1」的向量从嵌入处的 %2 增长到第 %4 层之后的 %3。</translation>
    </message>
    <message>
        <source>The vector of ‘%1’ shrinks from %2 at the embedding to %3 after layer %4.</source>
        <translation>「%1」的向量从嵌入处的 %2 缩短到第 %4 层之后的 %3。</translation>
    </message>
    <message>
        <source>after layer (0: the embedding)</source>
        <translation>第几层之后（0：嵌入）</translation>
    </message>
    <message>
        <source>length (Euclidean norm)</source>
        <translation>长度（欧几里得范数）</translation>
    </message>
    <message>
        <source>all tokens, mean</source>
        <translation>所有词元的平均</translation>
    </message>
    <message>
        <source>added by attention</source>
        <translation>注意力所加</translation>
    </message>
    <message>
        <source>added by feed-forward</source>
        <translation>前馈所加</translation>
    </message>
    <message>
        <source>the stream of ‘%1’</source>
        <translation>「%1」的残差流</translation>
    </message>
    <message>
        <source>Residual stream</source>
        <translation>残差流</translation>
    </message>
</context>
<context>
    <name>tokenarium::OperationsPanel</name>
    <message>
        <source>into the KV cache</source>
        <translation>写入&#x2009;KV&#x2009;缓存</translation>
    </message>
    <message>
        <source>it moves bytes nearly as fast as this machine can read</source>
        <translation>它搬运字节的速度已接近本机的读取速度</translation>
    </message>
    <message>
        <source>it computes much with what it moves</source>
        <translation>它对搬运的数据做了大量计算</translation>
    </message>
    <message>
        <source>each time there is so little to do that starting it costs more</source>
        <translation>每次要做的事很少，启动它的开销反而更大</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>arithmetic</source>
        <translation>计算</translation>
    </message>
    <message>
        <source>starting it</source>
        <translation>启动</translation>
    </message>
    <message>
        <source>One token after %1 others took %2 in %3 operations.</source>
        <translation>在&#x2009;%1&#x2009;个词元之后的一个词元，用了&#x2009;%2，共&#x2009;%3&#x2009;次运算。</translation>
    </message>
    <message>
        <source>Reading the prompt of %1 tokens took %2 in %3 operations.</source>
        <translation>读入&#x2009;%1&#x2009;个词元的提示词，用了&#x2009;%2，共&#x2009;%3&#x2009;次运算。</translation>
    </message>
    <message>
        <source>Most of it, %1, went to %2: %3.</source>
        <translation>占比最大的是&#x2009;%2，为&#x2009;%1：%3。</translation>
    </message>
    <message>
        <source>One token (decode)</source>
        <translation>一个词元（解码）</translation>
    </message>
    <message>
        <source>The prompt (prefill)</source>
        <translation>提示词（预填充）</translation>
    </message>
    <message>
        <source>Which pass</source>
        <translation>哪一次前向计算</translation>
    </message>
    <message>
        <source>Operation, of all blocks together</source>
        <translation>运算（所有层合计）</translation>
    </message>
    <message>
        <source>Time (measured)</source>
        <translation>时间（实测）</translation>
    </message>
    <message>
        <source>Bytes moved (computed)</source>
        <translation>搬运字节（计算得出）</translation>
    </message>
    <message>
        <source>Reached</source>
        <translation>达到</translation>
    </message>
    <message>
        <source>Slowed by</source>
        <translation>受限于</translation>
    </message>
    <message>
        <source>Operations with their times and their work</source>
        <translation>各运算的时间与工作量</translation>
    </message>
    <message>
        <source>Maths</source>
        <translation>数学</translation>
    </message>
    <message>
        <source>Arithmetic (computed)</source>
        <translation>运算量（计算）</translation>
    </message>
</context>
<context>
    <name>tokenarium::OtherPage</name>
    <message>
        <source>&quot;%1&quot; was added to the prompt.</source>
        <translation>“%1”已加入提示词。</translation>
    </message>
    <message>
        <source>There is nothing in the clipboard that this view could show.</source>
        <translation>剪贴板里没有这里可以显示的内容。</translation>
    </message>
    <message>
        <source>Parts of the other room</source>
        <translation>“其他”房间的各部分</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
</context>
<context>
    <name>tokenarium::PartListModel</name>
    <message>
        <source>%1 · ⚠ not counted</source>
        <translation>%1 · ⚠ 未计数</translation>
    </message>
    <message>
        <source>%1 · counting…</source>
        <translation>%1 · 正在计数…</translation>
    </message>
    <message>
        <source>%1 · %2 tokens</source>
        <translation>%1 · %2&#x2009;个词元</translation>
    </message>
    <message>
        <source>%1 · %2 tokens ⚠ too many</source>
        <translation>%1 · %2&#x2009;个词元 ⚠ 放不下</translation>
    </message>
    <message>
        <source>%1 · %2 tokens ⚠ %3 too many</source>
        <translation>%1 · %2&#x2009;个词元 ⚠ 多&#x2009;%3&#x2009;个</translation>
    </message>
    <message>
        <source>Part %1 of %2: %3, %4</source>
        <translation>第&#x2009;%1&#x2009;部分，共&#x2009;%2&#x2009;部分：%3，%4</translation>
    </message>
    <message>
        <source>, being edited</source>
        <translation>，正在编辑</translation>
    </message>
    <message>
        <source>Counted by %1</source>
        <translation>计数规则：%1</translation>
    </message>
    <message>
        <source>This text is being edited.</source>
        <translation>正在编辑这段文本。</translation>
    </message>
    <message>
        <source>Click to open it; drag it, or Ctrl+←/→, to move it; Delete removes it.</source>
        <translation>点击打开；拖动或按&#x2009;Ctrl+←/→&#x2009;移动；按&#x2009;Delete&#x2009;移除。</translation>
    </message>
</context>
<context>
    <name>tokenarium::PartWords</name>
    <message>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>sound</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>film</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>genes</source>
        <translation>基因</translation>
    </message>
    <message>
        <source>series</source>
        <translation>序列</translation>
    </message>
</context>
<context>
    <name>tokenarium::PatchesView</name>
    <message>
        <source>Patch size</source>
        <translation>图块大小</translation>
    </message>
    <message>
        <source>How the picture fits</source>
        <translation>图像如何适配</translation>
    </message>
    <message>
        <source>Scale of the numbers</source>
        <translation>数值尺度</translation>
    </message>
    <message>
        <source>[CLS] token</source>
        <translation>[CLS] 词元</translation>
    </message>
    <message>
        <source>A model does not see pixels one by one: the picture is cut into square patches, and each patch becomes one token, read from left to right and top to bottom. Point at a patch, or move with the arrow keys.</source>
        <translation>模型并不逐个看像素：图像被切成方形图块，每个图块变成一个词元，从左到右、从上到下读。指向一个图块，或用方向键移动。</translation>
    </message>
    <message>
        <source>%1 × %1 px</source>
        <translation>%1 × %1 px</translation>
    </message>
    <message>
        <source>How many pixels a patch is wide and high</source>
        <translation>一个图块的宽和高是多少像素</translation>
    </message>
    <message>
        <source>resize to whole patches</source>
        <translation>缩放到整数个图块</translation>
    </message>
    <message>
        <source>crop what is left over</source>
        <translation>裁掉多余部分</translation>
    </message>
    <message>
        <source>pad with black</source>
        <translation>用黑色填充</translation>
    </message>
    <message>
        <source>Where it does not fit</source>
        <translation>不能整除时</translation>
    </message>
    <message>
        <source>0 … 1</source>
        <translation>0 … 1</translation>
    </message>
    <message>
        <source>−1 … 1 (ViT)</source>
        <translation>−1 … 1（ViT）</translation>
    </message>
    <message>
        <source>CLIP&apos;s mean and deviation</source>
        <translation>CLIP 的均值和标准差</translation>
    </message>
    <message>
        <source>ImageNet&apos;s mean and deviation</source>
        <translation>ImageNet 的均值和标准差</translation>
    </message>
    <message>
        <source>[CLS] token before the patches</source>
        <translation>图块之前加 [CLS] 词元</translation>
    </message>
    <message>
        <source>A token that stands for no patch; a classifier reads its answer there</source>
        <translation>不代表任何图块的词元；分类器从这里读出答案</translation>
    </message>
    <message>
        <source>Picture with its patches</source>
        <translation>图像及其图块</translation>
    </message>
    <message>
        <source>The patch, enlarged</source>
        <translation>放大的图块</translation>
    </message>
    <message>
        <source>%1 × %2 pixels → %3 columns × %4 rows = %5 patches</source>
        <translation>%1 × %2 像素 → %3 列 × %4 行 = %5 个图块</translation>
    </message>
    <message>
        <source>, with [CLS] %1 tokens</source>
        <translation>，加上 [CLS] 共 %1 个词元</translation>
    </message>
    <message>
        <source>. The picture is too small for larger patches than %1 × %1</source>
        <translation>。图像太小，图块最大只能是 %1 × %1</translation>
    </message>
    <message>
        <source>Position 0: [CLS]</source>
        <translation>位置 0：[CLS]</translation>
    </message>
    <message>
        <source>It stands for no patch: its row of numbers is learnt in training, and the model collects there what it makes of the whole picture.</source>
        <translation>它不代表任何图块：它的一行数是训练中学到的，模型在那里汇集对整幅图像的理解。</translation>
    </message>
    <message>
        <source>Patch %1 of %2: row %3, column %4; position %5 in the sequence</source>
        <translation>图块 %1（共 %2 个）：第 %3 行第 %4 列；序列中的位置 %5</translation>
    </message>
    <message>
        <source>computing…</source>
        <translation>正在计算…</translation>
    </message>
    <message>
        <source>%1 numbers: %2 × %2 pixels × red, green, blue</source>
        <translation>%1 个数：%2 × %2 像素 × 红、绿、蓝</translation>
    </message>
    <message>
        <source>… and %1 more</source>
        <translation>… 还有 %1 个</translation>
    </message>
    <message>
        <source>Patches</source>
        <translation>图块</translation>
    </message>
</context>
<context>
    <name>tokenarium::PictureFile</name>
    <message>
        <source>%1 × %2 pixels need %3 of memory, and at most %4 may be taken now. Make the picture smaller first.</source>
        <translation>%1 × %2 像素需要 %3 内存，现在最多只能用 %4。请先把图像缩小。</translation>
    </message>
    <message>
        <source>the file is empty.</source>
        <translation>文件是空的。</translation>
    </message>
    <message>
        <source>the file is cut short: not even one whole picture is in it.</source>
        <translation>文件不完整：其中连一幅完整的图像都没有。</translation>
    </message>
    <message>
        <source>this cannot be read as a picture (%1).</source>
        <translation>无法作为图像读取（%1）。</translation>
    </message>
    <message>
        <source>%1 is cut short; what came before the end is shown.</source>
        <translation>%1 不完整；这里显示截断之前的部分。</translation>
    </message>
    <message>
        <source>the file is larger than 1 GB.</source>
        <translation>文件大于 1 GB。</translation>
    </message>
    <message>
        <source>%1: this system cannot read this film: %2; it is counted by what its header says. GIF and WebP animations work everywhere.</source>
        <translation>%1：本系统无法读取这个视频：%2；这里按文件头所写的数据计数。GIF 和 WebP 动画在任何系统上都能读取。</translation>
    </message>
    <message>
        <source>%1: after %2 s nothing more could be read: %3.</source>
        <translation>%1：%2 秒之后无法再读取：%3。</translation>
    </message>
    <message>
        <source>%1 is long: one of every %2 frames is kept to be looked at, about one every %3 s.</source>
        <translation>%1 较长：每 %2 帧保留一帧供观看，约每 %3 秒一帧。</translation>
    </message>
    <message>
        <source>this system cannot read this film: %1; GIF and WebP animations work everywhere.</source>
        <translation>本系统无法读取这个视频：%1；GIF 和 WebP 动画在任何系统上都能读取。</translation>
    </message>
</context>
<context>
    <name>tokenarium::PicturePage</name>
    <message>
        <source>%1 patch tokens of this picture</source>
        <translation>这幅图像的 %1 个图块词元</translation>
    </message>
    <message>
        <source>Open a picture or film</source>
        <translation>打开图像或视频</translation>
    </message>
    <message>
        <source>Pictures and films (%1)</source>
        <translation>图像和视频 (%1)</translation>
    </message>
    <message>
        <source>from the clipboard</source>
        <translation>来自剪贴板</translation>
    </message>
    <message>
        <source>There is no picture in the clipboard. Copy one in another program first.</source>
        <translation>剪贴板里没有图像。请先在别的程序里复制一幅。</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>正在打开…</translation>
    </message>
    <message>
        <source>%1 · %2 × %3 pixels · %4 megapixels</source>
        <translation>%1 · %2 × %3 像素 · %4 百万像素</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>A picture or film; one can also be dropped here</source>
        <translation>图像或视频；也可以拖放到这里</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>The picture in the clipboard (Ctrl+V)</source>
        <translation>剪贴板里的图像（Ctrl+V）</translation>
    </message>
    <message>
        <source>Sample pictures</source>
        <translation>示例图像</translation>
    </message>
    <message>
        <source>Pictures that come with the program</source>
        <translation>程序自带的图像</translation>
    </message>
    <message>
        <source>Sample: landscape</source>
        <translation>示例：风景</translation>
    </message>
    <message>
        <source>Sample: face</source>
        <translation>示例：脸</translation>
    </message>
    <message>
        <source>Sample: chart</source>
        <translation>示例：图表</translation>
    </message>
    <message>
        <source>Sample: page of text</source>
        <translation>示例：一页文字</translation>
    </message>
    <message>
        <source>Sample: bouncing ball (moves)</source>
        <translation>示例：弹跳的球（会动）</translation>
    </message>
    <message>
        <source>Parts of the picture room</source>
        <translation>图像室的各部分</translation>
    </message>
    <message>
        <source>dropped picture</source>
        <translation>拖入的图像</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Add to prompt</source>
        <translation>加入提示词</translation>
    </message>
    <message>
        <source>Makes this picture, or in the tab of films this film, a part of the prompt, counted by the rule that is chosen here</source>
        <translation>把这幅图像（在视频标签页中则是这段视频）变成提示词的一个部分，按这里选定的规则计数</translation>
    </message>
    <message>
        <source>A WebM film can be looked at here, but be no part of a prompt: MP4, MOV, GIF and WebP can.</source>
        <translation>WebM 视频可以在这里观看，但不能加入提示词；MP4、MOV、GIF 和 WebP 可以。</translation>
    </message>
    <message>
        <source>Reading the film: %1</source>
        <translation>正在读取视频：%1</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stop reading; what was shown stays</source>
        <translation>停止读取；原来显示的内容保留不变</translation>
    </message>
</context>
<context>
    <name>tokenarium::PictureSession</name>
    <message>
        <source>Open %1</source>
        <translation>打开 %1</translation>
    </message>
</context>
<context>
    <name>tokenarium::PictureWords</name>
    <message>
        <source>both sides at most %1 px</source>
        <translation>两边都不超过 %1 px</translation>
    </message>
    <message>
        <source>short side %1 px</source>
        <translation>短边为 %1 px</translation>
    </message>
    <message>
        <source>shrunk to at most %1 tokens</source>
        <translation>缩小到最多 %1 个词元</translation>
    </message>
    <message>
        <source>sides rounded to multiples of %1</source>
        <translation>边长取整为 %1 的倍数</translation>
    </message>
    <message>
        <source>shrunk to at most %1 pixels</source>
        <translation>缩小到最多 %1 像素</translation>
    </message>
    <message>
        <source>enlarged to at least %1 pixels</source>
        <translation>放大到至少 %1 像素</translation>
    </message>
    <message>
        <source>stretched to %1</source>
        <translation>拉伸为 %1</translation>
    </message>
    <message>
        <source>fitted into %1</source>
        <translation>按比例放入 %1</translation>
    </message>
    <message>
        <source>the middle %1 is kept</source>
        <translation>保留中间的 %1</translation>
    </message>
    <message>
        <source>padded to %1</source>
        <translation>填充到 %1</translation>
    </message>
    <message>
        <source>cut into tiles of %1</source>
        <translation>切成 %1 的瓦片</translation>
    </message>
    <message>
        <source>cut into patches of %1 × %1</source>
        <translation>切成 %1 × %1 的图块</translation>
    </message>
    <message>
        <source>%1 × %1 patches become one token</source>
        <translation>%1 × %1 个图块合为一个词元</translation>
    </message>
    <message>
        <source>and the whole picture at %1</source>
        <translation>再加上 %1 的整幅图像</translation>
    </message>
    <message>
        <source>%1 tokens, whatever the size</source>
        <translation>%1 个词元，与大小无关</translation>
    </message>
    <message>
        <source>A picture without pixels has no tokens.</source>
        <translation>没有像素的图像没有词元。</translation>
    </message>
    <message>
        <source>This model refuses pictures whose long side is more than 200 times the short one.</source>
        <translation>该模型拒绝长边超过短边 200 倍的图像。</translation>
    </message>
    <message>
        <source>This picture is too large to be counted.</source>
        <translation>这幅图像太大，无法计数。</translation>
    </message>
    <message>
        <source>= %1 tokens</source>
        <translation>= %1 个词元</translation>
    </message>
    <message>
        <source>%1 tiles</source>
        <translation>%1 个瓦片</translation>
    </message>
    <message>
        <source>%1 cells</source>
        <translation>%1 个格子</translation>
    </message>
    <message>
        <source>%1 × %2 + %3 = %4 tokens</source>
        <translation>%1 × %2 + %3 = %4 个词元</translation>
    </message>
    <message>
        <source>%1 × %2 = %3 tokens</source>
        <translation>%1 × %2 = %3 个词元</translation>
    </message>
    <message>
        <source>, billed as %1</source>
        <translation>，计费 %1</translation>
    </message>
    <message>
        <source>, %1 bits</source>
        <translation>，%1 比特</translation>
    </message>
    <message>
        <source>open models</source>
        <translation>开放模型</translation>
    </message>
    <message>
        <source>1 tile</source>
        <translation>1&#x2009;个瓦片</translation>
    </message>
    <message>
        <source>1 cell</source>
        <translation>1&#x2009;个格子</translation>
    </message>
</context>
<context>
    <name>tokenarium::PlanTimeline</name>
    <message>
        <source>seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>request</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>tokens left</source>
        <translation>剩余词元</translation>
    </message>
    <message>
        <source>requests left</source>
        <translation>剩余请求数</translation>
    </message>
    <message>
        <source>retry after, seconds</source>
        <translation>多少秒后重试</translation>
    </message>
    <message>
        <source>Tokens left (of %1)</source>
        <translation>剩余词元（共 %1）</translation>
    </message>
    <message>
        <source>Requests left (of %1)</source>
        <translation>剩余请求数（共 %1）</translation>
    </message>
    <message>
        <source>Requests: ▎accepted, ✕ refused (429)</source>
        <translation>请求：▎通过，✕ 被拒（429）</translation>
    </message>
    <message>
        <source>s</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>%1 s, request %2: </source>
        <translation>%1 秒，第 %2 个请求：</translation>
    </message>
    <message>
        <source>left are %1 tokens and %2 requests</source>
        <translation>剩余 %1 个词元、%2 个请求</translation>
    </message>
    <message>
        <source>accepted; %1</source>
        <translation>通过；%1</translation>
    </message>
    <message>
        <source>tokens and requests are used up</source>
        <translation>词元和请求数都用完了</translation>
    </message>
    <message>
        <source>not enough tokens</source>
        <translation>词元不足</translation>
    </message>
    <message>
        <source>no request left</source>
        <translation>没有剩余请求数</translation>
    </message>
    <message>
        <source>429, %1; never: it is larger than the bucket</source>
        <translation>429，%1；永远不行：它比桶还大</translation>
    </message>
    <message>
        <source>429, %1; again in %2 s; %3</source>
        <translation>429，%1；%2 秒后重试；%3</translation>
    </message>
    <message>
        <source>Left and right arrow keys walk over the requests</source>
        <translation>用左右方向键逐个查看请求</translation>
    </message>
</context>
<context>
    <name>tokenarium::PlayView</name>
    <message>
        <source>Guess the next token</source>
        <translation>猜下一个词元</translation>
    </message>
    <message>
        <source>Translate</source>
        <translation>翻译</translation>
    </message>
    <message>
        <source>Games</source>
        <translation>游戏</translation>
    </message>
</context>
<context>
    <name>tokenarium::PlotChart</name>
    <message>
        <source>series</source>
        <translation>系列</translation>
    </message>
    <message>
        <source>point</source>
        <translation>点</translation>
    </message>
    <message>
        <source>%1: %2
%3: %4</source>
        <translation>%1：%2
%3：%4</translation>
    </message>
    <message>
        <source>%1 (log scale)</source>
        <translation>%1（对数刻度）</translation>
    </message>
</context>
<context>
    <name>tokenarium::PointsView</name>
    <message>
        <source>Points</source>
        <translation>点云</translation>
    </message>
    <message>
        <source>Voxels</source>
        <translation>体素</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>%1 × %1 × %1 = %2 voxels in all; a point lies in %3 of them (%4). A token for each voxel: %2; only for the occupied ones: %3.</source>
        <translation>一共&#x2009;%1 × %1 × %1 = %2&#x2009;个体素，其中&#x2009;%3&#x2009;个里面有点（%4）。每个体素一个词元：%2&#x2009;个；只算有点的：%3&#x2009;个。</translation>
    </message>
    <message>
        <source>Point-BERT (2021) takes no voxels: %1 centres far apart, and the %2 points nearest to each, make %1 tokens and [CLS]. A point is in %3 groups on average.</source>
        <translation>Point-BERT（2021）不用体素：取&#x2009;%1&#x2009;个彼此远离的中心和离每个中心最近的&#x2009;%2&#x2009;个点，得到&#x2009;%1&#x2009;个词元和 [CLS]。每个点平均属于&#x2009;%3&#x2009;个组。</translation>
    </message>
    <message>
        <source>Its points (x, y, z):</source>
        <translation>其中的点 (x, y, z)：</translation>
    </message>
    <message>
        <source>… and %1 more</source>
        <translation>……还有&#x2009;%1&#x2009;个</translation>
    </message>
    <message>
        <source>Token %1 of %2: voxel x = %3, y = %4, z = %5; points in it: %6</source>
        <translation>第&#x2009;%1&#x2009;个词元（共&#x2009;%2&#x2009;个）：体素&#x2009;x = %3，y = %4，z = %5；其中的点数：%6</translation>
    </message>
    <message>
        <source>%1 tokens: occupied voxels</source>
        <translation>%1&#x2009;个词元：有点的体素</translation>
    </message>
    <message>
        <source>A laser scanner or depth camera gives points in space, and most of the space is empty. A token for each voxel would mostly say &quot;nothing&quot;; so only those with a point are read. Drag to turn the cloud; it is made by a formula.</source>
        <translation>激光扫描仪或深度相机给出空间中的点，而空间大部分是空的。如果每个体素一个词元，多半只是在说“没有”；所以只读有点的体素。拖动可以旋转点云；它由公式生成。</translation>
    </message>
    <message>
        <source>%1 a side</source>
        <translation>每边&#x2009;%1&#x2009;个</translation>
    </message>
    <message>
        <source>Into how many voxels each side of the cube is cut</source>
        <translation>立方体每边切成多少个体素</translation>
    </message>
    <message>
        <source>Turn</source>
        <translation>旋转</translation>
    </message>
    <message>
        <source>From which side the cloud is seen</source>
        <translation>从哪一侧看点云</translation>
    </message>
    <message>
        <source>Another seed, other points of the same shape</source>
        <translation>换一个种子，形状相同，点不同</translation>
    </message>
    <message>
        <source>Cloud of points with its occupied voxels</source>
        <translation>点云和有点的体素</translation>
    </message>
    <message>
        <source>How many points</source>
        <translation>点数</translation>
    </message>
    <message>
        <source>So many points were measured</source>
        <translation>测量了这么多个点</translation>
    </message>
</context>
<context>
    <name>tokenarium::PostSetupBar</name>
    <message>
        <source>change of the post-training</source>
        <translation>更改后训练的设置</translation>
    </message>
    <message>
        <source>No model lies beside the program, so there is nothing to go on from.</source>
        <translation>程序旁没有模型，无从继续训练。</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>full: all weights</source>
        <translation>全量：所有权重</translation>
    </message>
    <message>
        <source>LoRA of rank %1</source>
        <translation>LoRA，秩 %1</translation>
    </message>
</context>
<context>
    <name>tokenarium::PostTrainingView</name>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Then, from time to time, as it has become.</source>
        <translation>然后不时看它变成了什么样。</translation>
    </message>
    <message>
        <source>Preparing the texts …</source>
        <translation>正在准备文本……</translation>
    </message>
    <message>
        <source>%1 of %2 parameters are trained · %3 documents · step %4</source>
        <translation>训练 %2 个参数中的 %1 个 · %3 篇文档 · 第 %4 步</translation>
    </message>
    <message>
        <source>Full training changes all parameters; LoRA leaves them and trains a small addition of low rank to each matrix.</source>
        <translation>全量训练改变所有参数；LoRA 不动它们，只给每个矩阵训练一个低秩的小增量。</translation>
    </message>
    <message>
        <source>A model that can already write goes on with other texts: a few steps change how it answers the same prompt.</source>
        <translation>已会写作的模型用别的文本继续训练：几步之后，同一提示词的回答就变了。</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>Open in the Model room</source>
        <translation>在“模型”中打开</translation>
    </message>
    <message>
        <source>Post-training</source>
        <translation>后训练</translation>
    </message>
    <message>
        <source>Another training runs, under Train: it must be paused or finished first.</source>
        <translation>“训练”中另有训练在进行：须先暂停或结束。</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Before: the model as it is</source>
        <translation>之前：模型原来的样子</translation>
    </message>
    <message>
        <source>After step %1</source>
        <translation>第 %1 步之后</translation>
    </message>
    <message>
        <source>The model is being opened …</source>
        <translation>正在打开模型……</translation>
    </message>
    <message>
        <source>What it would learn from</source>
        <translation>它将要学习的文本</translation>
    </message>
    <message>
        <source>The model is being asked …</source>
        <translation>正在询问模型……</translation>
    </message>
    <message>
        <source>%1 numbers beside %2 matrices would be trained, %3 of the model&apos;s %4</source>
        <translation>将训练 %2 个矩阵旁的 %1 个数，为模型 %4 个数的 %3</translation>
    </message>
    <message>
        <source>all %1 numbers of the model would change</source>
        <translation>模型的全部 %1 个数都会改变</translation>
    </message>
    <message>
        <source>Here %1, with %2 documents.</source>
        <translation>这里%1，用 %2 篇文档。</translation>
    </message>
</context>
<context>
    <name>tokenarium::PredictionChart</name>
    <message>
        <source>the other %1 tokens</source>
        <translation>其余 %1 个词元</translation>
    </message>
    <message>
        <source>probability in % · grey: by the model · coloured: after sampling</source>
        <translation>概率（%） · 灰色：模型给出 · 彩色：采样之后</translation>
    </message>
    <message>
        <source>%1 · cut by %2</source>
        <translation>%1 · 被 %2 去掉</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>%1 · drawn</source>
        <translation>%1 · 抽中</translation>
    </message>
    <message>
        <source>%1 · stands in the text</source>
        <translation>%1 · 文中就是它</translation>
    </message>
    <message>
        <source>%1 · all cut</source>
        <translation>%1 · 全部去掉</translation>
    </message>
    <message>
        <source>%1 · %2 of them cut</source>
        <translation>%1 · 其中 %2 个被去掉</translation>
    </message>
    <message>
        <source>The model is reading …</source>
        <translation>模型正在阅读……</translation>
    </message>
    <message>
        <source>‘%1’ is almost certain with %2</source>
        <translation>“%1”几乎确定，为 %2</translation>
    </message>
    <message>
        <source>‘%1’ is likeliest with %2; %3 tokens share 90 %</source>
        <translation>“%1”最可能，为 %2；%3 个词元共占 90 %</translation>
    </message>
    <message>
        <source>%1 · id %2
by the model: %3 %
after sampling: %4 %
A click goes on with this token</source>
        <translation>%1 · 编号 %2
模型给出：%3 %
采样之后：%4 %
点击就用这个词元继续</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Prediction of the next token</source>
        <translation>对下一个词元的预测</translation>
    </message>
</context>
<context>
    <name>tokenarium::PredictionView</name>
    <message>
        <source>temperature 0: only the likeliest token is left</source>
        <translation>温度 0：只剩最可能的词元</translation>
    </message>
    <message>
        <source>temperature %1: the likely get likelier</source>
        <translation>温度 %1：可能的更可能</translation>
    </message>
    <message>
        <source>temperature %1: the unlikely get likelier</source>
        <translation>温度 %1：不太可能的变得更可能</translation>
    </message>
    <message>
        <source>No stage changes anything: the draw follows the model&apos;s own probabilities.</source>
        <translation>没有任何阶段起作用：按模型自己的概率抽取。</translation>
    </message>
    <message>
        <source>The text has ended: nothing more is drawn.</source>
        <translation>文本已经结束：不再抽取。</translation>
    </message>
    <message>
        <source>Nothing was drawn here: the prompt says what stands behind this token.</source>
        <translation>这里没有抽取：这个词元之后的内容由提示词给定。</translation>
    </message>
    <message>
        <source>prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>This place lies inside the prompt: change the prompt itself to go on differently.</source>
        <translation>这个位置在提示词里面：要换一种写法，请修改提示词本身。</translation>
    </message>
    <message>
        <source>What the model expects next and how sampling chooses. Click a bar to go on with that token, or a token above to see what was expected there.</source>
        <translation>模型预计接下来是什么，采样又怎样选择。点击一条就用那个词元继续；点击上面的词元，看在那里预计的是什么。</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Below 1 the likely tokens get likelier, above 1 less so; 0 always takes the likeliest</source>
        <translation>小于 1 时可能的词元更可能，大于 1 时则相反；0 总是取最可能的</translation>
    </message>
    <message>
        <source>Top-k</source>
        <translation>Top-k</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Keeps the k likeliest tokens</source>
        <translation>保留最可能的 k 个词元</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
    <message>
        <source>Keeps the fewest likeliest tokens that together have this share of the probability</source>
        <translation>保留合起来达到这一概率份额的最少几个最可能的词元</translation>
    </message>
    <message>
        <source>Min-p</source>
        <translation>Min-p</translation>
    </message>
    <message>
        <source>Keeps tokens with at least this share of the likeliest one&apos;s probability</source>
        <translation>保留概率至少为最可能者这一比例的词元</translation>
    </message>
    <message>
        <source>Repetition penalty</source>
        <translation>重复惩罚</translation>
    </message>
    <message>
        <source>Makes tokens that have just been used less likely; 1 is off</source>
        <translation>让刚用过的词元不那么可能；1 表示关</translation>
    </message>
    <message>
        <source>More settings</source>
        <translation>更多设置</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>The same seed draws the same numbers again</source>
        <translation>同一个种子会再次抽出同样的数</translation>
    </message>
    <message>
        <source>Bars</source>
        <translation>条数</translation>
    </message>
    <message>
        <source>Branches taken after the prompt, with the model&apos;s probability of each token; a click goes there.</source>
        <translation>提示词之后走过的分支，以及模型给每个词元的概率；点击就回到那里。</translation>
    </message>
    <message>
        <source>Tree of branches</source>
        <translation>分支树</translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>After ‘%1’: </source>
        <translation>在“%1”之后：</translation>
    </message>
    <message>
        <source>repetition penalty %1: tokens that have just been used get less likely</source>
        <translation>重复惩罚 %1：刚用过的词元变得更不可能</translation>
    </message>
    <message>
        <source>%1 cuts %2 tokens; %3 stay, with %4 of the probability</source>
        <translation>%1 去掉 %2 个词元；剩下 %3 个，占概率的 %4</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个词元</translation>
    </message>
    <message>
        <source>The draw: each token has a part of the line from 0 to 1. Random number %1 of seed %2 falls on the one that is taken.</source>
        <translation>抽取：每个词元占 0 到 1 之间的一段。种子 %2 的第 %1 个随机数落在哪一段，就取哪个词元。</translation>
    </message>
    <message>
        <source>Less</source>
        <translation>收起</translation>
    </message>
</context>
<context>
    <name>tokenarium::PriceBookView</name>
    <message>
        <source>%1 above %2 input tokens</source>
        <translation>输入超过 %2 个词元时为 %1</translation>
    </message>
    <message>
        <source>Reading the price book…</source>
        <translation>正在读取价目表…</translation>
    </message>
    <message>
        <source>%1 · licence %2 · %3 sellers, %4 models</source>
        <translation>%1 · 许可证 %2 · %3 个卖家，%4 个模型</translation>
    </message>
    <message>
        <source> · opened by you</source>
        <translation> · 由您打开</translation>
    </message>
    <message>
        <source> · %1 remarks</source>
        <translation> · %1 条备注</translation>
    </message>
    <message>
        <source>nobody knows how old</source>
        <translation>时间未知</translation>
    </message>
    <message>
        <source>%1 days old</source>
        <translation>%1 天前</translation>
    </message>
    <message>
        <source>⚠ %1: look up what counts</source>
        <translation>⚠ %1：请核对重要价格</translation>
    </message>
    <message>
        <source>Prices older than %1 days may have changed. Open a newer list, or change single prices below.</source>
        <translation>超过 %1 天的价格可能已变。请打开较新的价目文件，或在下面修改个别价格。</translation>
    </message>
    <message>
        <source>replaced</source>
        <translation>已替换</translation>
    </message>
    <message>
        <source>Yours, since %1</source>
        <translation>您自己的，自 %1 起</translation>
    </message>
    <message>
        <source>US dollars; empty: as in the book</source>
        <translation>美元；留空则用价目表中的价格</translation>
    </message>
    <message>
        <source>context window %1 tokens</source>
        <translation>上下文窗口 %1 个词元</translation>
    </message>
    <message>
        <source>retired</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>looked up %1</source>
        <translation>查询于 %1</translation>
    </message>
    <message>
        <source>month</source>
        <translation>月份</translation>
    </message>
    <message>
        <source>US dollars for 1M tokens</source>
        <translation>每 100 万词元的美元价格</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>The book has no price for text tokens of %1</source>
        <translation>价目表中没有 %1 的文本词元价格</translation>
    </message>
    <message>
        <source>The book knows one price of %1, and none before</source>
        <translation>价目表只记录了 %1 的一个价格，没有更早的</translation>
    </message>
    <message>
        <source>The price of %1 has changed %2 times that the book knows of</source>
        <translation>价目表记录 %1 的价格变动过 %2 次</translation>
    </message>
    <message>
        <source>assumed</source>
        <translation>假设</translation>
    </message>
    <message>
        <source>another: code and rate</source>
        <translation>其他：代码与汇率</translation>
    </message>
    <message>
        <source>“%1” is no price. US dollars were expected, such as 2.50; the price is as it was.</source>
        <translation>“%1”不是价格。应为美元金额，如 2.50；价格保持不变。</translation>
    </message>
    <message>
        <source>Change a price</source>
        <translation>修改价格</translation>
    </message>
    <message>
        <source>“%1 %2” is no exchange rate. Three letters and how much of it a dollar is were expected, such as EUR and 0.86.</source>
        <translation>“%1 %2”不是汇率。应为三个字母的代码和 1 美元兑换的数额，如 EUR 和 0.86。</translation>
    </message>
    <message>
        <source>A seller, a model and two prices in US dollars for a million tokens were expected; nothing was added.</source>
        <translation>需要卖家、模型以及每百万词元的两个美元价格；未添加任何内容。</translation>
    </message>
    <message>
        <source>Add a model</source>
        <translation>添加模型</translation>
    </message>
    <message>
        <source>Seller</source>
        <translation>卖家</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Dollars for 1M input tokens</source>
        <translation>每 100 万输入词元的美元价格</translation>
    </message>
    <message>
        <source>Dollars for 1M output tokens</source>
        <translation>每 100 万输出词元的美元价格</translation>
    </message>
    <message>
        <source>Take back own prices</source>
        <translation>撤销自己的价格</translation>
    </message>
    <message>
        <source>Open a price list</source>
        <translation>打开价目文件</translation>
    </message>
    <message>
        <source>Price lists of genai-prices (*.json *.js);;All files (*)</source>
        <translation>genai-prices 价目文件 (*.json *.js);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Licence of the price book</source>
        <translation>价目表的许可证</translation>
    </message>
    <message>
        <source>What vendors charge, with the day on which somebody looked. Every price and rate can be replaced by your own; the prices are estimates by the words of those who collect them.</source>
        <translation>各厂商的价格及其查询日期。每个价格和汇率都可换成您自己的；收集者自己说明这些价格只是估计。</translation>
    </message>
    <message>
        <source>Open a newer list…</source>
        <translation>打开较新的价目…</translation>
    </message>
    <message>
        <source>data.json or index.js of genai-prices; nothing is fetched from the network</source>
        <translation>genai-prices 的 data.json 或 index.js；不会从网络获取任何内容</translation>
    </message>
    <message>
        <source>Back to the installed one</source>
        <translation>恢复随程序安装的价目</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Add a model…</source>
        <translation>添加模型…</translation>
    </message>
    <message>
        <source>Exchange rates: how much of a currency one US dollar is</source>
        <translation>汇率：1 美元兑换多少</translation>
    </message>
    <message>
        <source>Charged for</source>
        <translation>计费项目</translation>
    </message>
    <message>
        <source>In the book</source>
        <translation>价目表</translation>
    </message>
    <message>
        <source>Your own</source>
        <translation>自己的</translation>
    </message>
    <message>
        <source>Per</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>货币</translation>
    </message>
    <message>
        <source>For a dollar</source>
        <translation>1 美元兑</translation>
    </message>
    <message>
        <source>Looked up</source>
        <translation>查询日期</translation>
    </message>
    <message>
        <source>Prices of the chosen model</source>
        <translation>所选模型的价格</translation>
    </message>
    <message>
        <source>Exchange rates</source>
        <translation>汇率</translation>
    </message>
    <message>
        <source>Price book</source>
        <translation>价目表</translation>
    </message>
</context>
<context>
    <name>tokenarium::PriceSession</name>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>无法写入 %1：%2</translation>
    </message>
    <message>
        <source>Your price book was left out: %1</source>
        <translation>未使用您的价目表：%1</translation>
    </message>
    <message>
        <source>There are no prices: %1</source>
        <translation>没有价格：%1</translation>
    </message>
    <message>
        <source>Your own prices could not be read and were put aside as %1: %2</source>
        <translation>无法读取您自己的价格，已另存为 %1：%2</translation>
    </message>
    <message>
        <source>The price book was not changed: %1</source>
        <translation>价目表未更改：%1</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>选择模型</translation>
    </message>
    <message>
        <source>Choose a currency</source>
        <translation>选择货币</translation>
    </message>
    <message>
        <source>Change an exchange rate</source>
        <translation>修改汇率</translation>
    </message>
</context>
<context>
    <name>tokenarium::PriceTableModel</name>
    <message>
        <source>%1 (own price)</source>
        <translation>%1（自己的价格）</translation>
    </message>
    <message>
        <source>Counted by %1, as published for this model</source>
        <translation>按 %1 计数，与该模型公布的规则一致</translation>
    </message>
    <message>
        <source>Estimate by %1. %2</source>
        <translation>按 %1 估计。%2</translation>
    </message>
    <message>
        <source>The price book has no price for the prompt, or none for an answer: it gives no text</source>
        <translation>价目表中没有提示词的价格，或没有回答的价格：它不生成文本</translation>
    </message>
    <message>
        <source>%1 US dollars</source>
        <translation>%1 美元</translation>
    </message>
    <message>
        <source>Prompt and answer do not fit into this window</source>
        <translation>提示词加回答超出该窗口</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Seller</source>
        <translation>卖家</translation>
    </message>
    <message>
        <source>This prompt
%1</source>
        <translation>此提示词
%1</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Input
%1 / 1M</source>
        <translation>输入
%1 / 百万</translation>
    </message>
    <message>
        <source>Output
%1 / 1M</source>
        <translation>输出
%1 / 百万</translation>
    </message>
    <message>
        <source>Window
tokens</source>
        <translation>窗口
词元</translation>
    </message>
    <message>
        <source>Models of the price book</source>
        <translation>价目表中的模型</translation>
    </message>
    <message>
        <source>Who sells it</source>
        <translation>由谁销售</translation>
    </message>
    <message>
        <source>Input, answer and reasoning of all calls</source>
        <translation>全部调用的输入、回答与推理</translation>
    </message>
    <message>
        <source>Of the open prompt as this model counts it; ≈ where its rule is not published</source>
        <translation>按该模型的方式计数的当前提示词；规则未公布时标 ≈</translation>
    </message>
    <message>
        <source>For a million input tokens; long prompts may cost more</source>
        <translation>每百万输入词元；长提示词可能更贵</translation>
    </message>
    <message>
        <source>For a million output tokens; reasoning tokens are billed as output</source>
        <translation>每百万输出词元；推理词元按输出计费</translation>
    </message>
    <message>
        <source>The most tokens of prompt and answer together; ! where they do not fit</source>
        <translation>提示词与回答合计的词元上限；超出时标 !</translation>
    </message>
</context>
<context>
    <name>tokenarium::PromptLine</name>
    <message>
        <source>Reading prices…</source>
        <translation>正在读取价格…</translation>
    </message>
    <message>
        <source>No prices</source>
        <translation>没有价格</translation>
    </message>
    <message>
        <source>1 token</source>
        <translation>1 个词元</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个词元</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2 的 %1</translation>
    </message>
    <message>
        <source>price not known</source>
        <translation>价格未知</translation>
    </message>
    <message>
        <source>The open prompt for %1 of %2:
%3 (%4), %5 of its context window
%6 for %7 call(s) with %8 output tokens, by %9</source>
        <translation>当前提示词，模型 %1（%2）：
%3（%4），占上下文窗口 %5
%7 次调用、每次 %8 个输出词元，共 %6，依据 %9</translation>
    </message>
    <message>
        <source>being counted</source>
        <translation>正在计数</translation>
    </message>
    <message>
        <source>%1 to the first token and for the others (%2)</source>
        <translation>首词元与其余词元的时间 %1（%2）</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>货币</translation>
    </message>
    <message>
        <source>Currency; its rate is in the Cost room, under Price book</source>
        <translation>货币；汇率在“费用”房间的“价目表”中</translation>
    </message>
</context>
<context>
    <name>tokenarium::PromptPanel</name>
    <message>
        <source>&amp;Edit this text</source>
        <translation>编辑这段文本(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Open in its room</source>
        <translation>在它的房间中打开(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Choose its file…</source>
        <translation>选择它的文件(&amp;C)…</translation>
    </message>
    <message>
        <source>Move &amp;earlier</source>
        <translation>前移(&amp;E)</translation>
    </message>
    <message>
        <source>Move &amp;later</source>
        <translation>后移(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Remove from the prompt</source>
        <translation>从提示词中移除(&amp;R)</translation>
    </message>
    <message>
        <source>Count &amp;by</source>
        <translation>计数规则(&amp;B)</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Window of %1 tokens</source>
        <translation>%1&#x2009;个词元的窗口</translation>
    </message>
    <message>
        <source>Logarithmic scale</source>
        <translation>对数刻度</translation>
    </message>
    <message>
        <source>Parts of the prompt</source>
        <translation>提示词的各部分</translation>
    </message>
    <message>
        <source>Add a part</source>
        <translation>添加部分</translation>
    </message>
    <message>
        <source>Another text, or files: sounds, pictures, films, genes, series</source>
        <translation>另一段文本，或文件：声音、图像、视频、基因、序列</translation>
    </message>
    <message>
        <source>All parts of the prompt together, and their share of the context window</source>
        <translation>提示词各部分的总和，以及占上下文窗口的份额</translation>
    </message>
</context>
<context>
    <name>tokenarium::PromptPriceView</name>
    <message>
        <source>Length of the answer</source>
        <translation>回答长度</translation>
    </message>
    <message>
        <source>Reasoning tokens</source>
        <translation>推理词元</translation>
    </message>
    <message>
        <source>Number of calls</source>
        <translation>调用次数</translation>
    </message>
    <message>
        <source>Share read from the cache</source>
        <translation>从缓存读取的比例</translation>
    </message>
    <message>
        <source>Share written to the cache</source>
        <translation>写入缓存的比例</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批处理</translation>
    </message>
    <message>
        <source>How long the cache keeps</source>
        <translation>缓存保留时间</translation>
    </message>
    <message>
        <source>Speed of the answer</source>
        <translation>回答速度</translation>
    </message>
    <message>
        <source>%1 of %2 rows</source>
        <translation>%2 行中的 %1 行</translation>
    </message>
    <message>
        <source>%1 for this prompt</source>
        <translation>此提示词的费用（%1）</translation>
    </message>
    <message>
        <source>No model of the price book fits these words</source>
        <translation>价目表中没有符合这些词的模型</translation>
    </message>
    <message>
        <source>These models cost nothing for this prompt, or their price is not known</source>
        <translation>这些模型处理此提示词免费，或价格未知</translation>
    </message>
    <message>
        <source>The rows in view cost %1</source>
        <translation>可见各行的费用为 %1</translation>
    </message>
    <message>
        <source>In view: %1 costs %2, %3 costs %4× as much</source>
        <translation>可见范围内：%1 的费用为 %2，%3 是它的 %4 倍</translation>
    </message>
    <message>
        <source>Reading the price book…</source>
        <translation>正在读取价目表…</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个词元</translation>
    </message>
    <message>
        <source>How many tokens of the answer are seen</source>
        <translation>回答中可见的词元数</translation>
    </message>
    <message>
        <source>Reasoning</source>
        <translation>推理</translation>
    </message>
    <message>
        <source>%1× = %2</source>
        <translation>%1 倍 = %2</translation>
    </message>
    <message>
        <source>Tokens that are thought before the answer and not shown, as a multiple of it; billed and waited for as output</source>
        <translation>回答之前思考、不显示的词元，以回答长度的倍数表示；按输出计费，也要等待</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>调用</translation>
    </message>
    <message>
        <source>How often the prompt is sent</source>
        <translation>提示词发送的次数</translation>
    </message>
    <message>
        <source>From the cache</source>
        <translation>取自缓存</translation>
    </message>
    <message>
        <source>Share of the prompt that the seller still has from a call before</source>
        <translation>提示词中卖家仍保留着上次调用内容的比例</translation>
    </message>
    <message>
        <source>To the cache</source>
        <translation>写入缓存</translation>
    </message>
    <message>
        <source>Share of the prompt that is kept for later calls; some sellers charge more for it</source>
        <translation>提示词中为以后调用保留的比例；有些卖家为此加价</translation>
    </message>
    <message>
        <source>First token after</source>
        <translation>首词元延迟</translation>
    </message>
    <message>
        <source>Time to first token: an assumption, unless it is measured here or comes from the Serving room</source>
        <translation>首词元延迟：为假设值，除非在此实测或来自“服务”房间</translation>
    </message>
    <message>
        <source>A token every</source>
        <translation>每个词元间隔</translation>
    </message>
    <message>
        <source>Inter-token latency: an assumption, unless it is measured here or comes from the Serving room</source>
        <translation>词元间延迟：为假设值，除非在此实测或来自“服务”房间</translation>
    </message>
    <message>
        <source>Find a model or seller</source>
        <translation>查找模型或卖家</translation>
    </message>
    <message>
        <source>Only what fits</source>
        <translation>仅可容纳的</translation>
    </message>
    <message>
        <source>Models whose context window holds prompt and answer</source>
        <translation>上下文窗口容得下提示词和回答的模型</translation>
    </message>
    <message>
        <source>Only exact counts</source>
        <translation>仅精确计数</translation>
    </message>
    <message>
        <source>Models whose tokenizer is public and installed</source>
        <translation>分词器已公开且已安装的模型</translation>
    </message>
    <message>
        <source>Also retired models</source>
        <translation>包括已停用的模型</translation>
    </message>
    <message>
        <source>As a batch</source>
        <translation>批处理</translation>
    </message>
    <message>
        <source>The answers may wait a day; some sellers take half the price</source>
        <translation>回答可等待一天；有些卖家半价</translation>
    </message>
    <message>
        <source>Cache for an hour</source>
        <translation>缓存一小时</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Prices of all models</source>
        <translation>所有模型的价格</translation>
    </message>
    <message>
        <source>This prompt</source>
        <translation>此提示词</translation>
    </message>
    <message>
        <source>Speed: assumed here</source>
        <translation>速度：在此假设</translation>
    </message>
    <message>
        <source>Speed: as in the Serving room</source>
        <translation>速度：同“推理服务”房间</translation>
    </message>
    <message>
        <source>Speed: measured on this machine</source>
        <translation>速度：本机实测</translation>
    </message>
    <message>
        <source>Where the speed of the answer comes from</source>
        <translation>回答速度的来源</translation>
    </message>
    <message>
        <source>The Serving room tells it for a model and GPU once it was opened, and measures this machine</source>
        <translation>“推理服务”房间给出所选模型与 GPU 的速度，并在打开后实测本机</translation>
    </message>
    <message>
        <source>What the open prompt costs for every model of the price book (%1), before anything is sent.</source>
        <translation>在发送之前，当前提示词在价目表（%1）每个模型上的费用。</translation>
    </message>
</context>
<context>
    <name>tokenarium::PromptSession</name>
    <message>
        <source>Add a part</source>
        <translation>添加一个部分</translation>
    </message>
    <message>
        <source>Remove a part</source>
        <translation>移除一个部分</translation>
    </message>
    <message>
        <source>Move a part</source>
        <translation>移动一个部分</translation>
    </message>
    <message>
        <source>Show another text</source>
        <translation>显示另一段文本</translation>
    </message>
    <message>
        <source>Replace a part</source>
        <translation>替换一个部分</translation>
    </message>
    <message>
        <source>Count by another rule</source>
        <translation>换一种规则计数</translation>
    </message>
    <message>
        <source>The file %1 is missing.</source>
        <translation>缺少文件 %1。</translation>
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
    <message>
        <source>Part %1, %2: token %3 of %4</source>
        <translation>第&#x2009;%1&#x2009;部分，%2：第&#x2009;%3&#x2009;个词元，共&#x2009;%4&#x2009;个</translation>
    </message>
</context>
<context>
    <name>tokenarium::QuotaView</name>
    <message>
        <source>A short question, a long answer</source>
        <translation>短问题，长回答</translation>
    </message>
    <message>
        <source>Documents, summed up in a few points</source>
        <translation>一批文档，总结成几点</translation>
    </message>
    <message>
        <source>Change the quota</source>
        <translation>更改额度</translation>
    </message>
    <message>
        <source>Change the input</source>
        <translation>更改输入</translation>
    </message>
    <message>
        <source>Change the answer</source>
        <translation>更改回答</translation>
    </message>
    <message>
        <source>Choose an example</source>
        <translation>选择示例</translation>
    </message>
    <message>
        <source>Drag the border</source>
        <translation>拖动分界</translation>
    </message>
    <message>
        <source>The longer the answers, the fewer requests</source>
        <translation>回答越长，请求越少</translation>
    </message>
    <message>
        <source>output of a request, tokens</source>
        <translation>每个请求的输出（词元）</translation>
    </message>
    <message>
        <source>requests that fit</source>
        <translation>可容纳的请求数</translation>
    </message>
    <message>
        <source>input of %1 tokens</source>
        <translation>输入 %1 个词元</translation>
    </message>
    <message>
        <source>now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个词元</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Border between input and output</source>
        <translation>输入与输出的分界</translation>
    </message>
    <message>
        <source>%1 × this request fit into %2 tokens a month</source>
        <translation>每月 %2 个词元可容纳这样的请求 %1 个</translation>
    </message>
    <message>
        <source>Not one request fits into %1 tokens</source>
        <translation>%1 个词元连一个请求也容不下</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>剩余</translation>
    </message>
    <message>
        <source>The quota of a month. Drag the border, or move it with ← and →.</source>
        <translation>一个月的额度。可拖动分界，或用 ← 和 → 移动。</translation>
    </message>
    <message>
        <source>One request after the other</source>
        <translation>请求一个接一个</translation>
    </message>
    <message>
        <source>One request after the other; each pair stands for %1</source>
        <translation>请求一个接一个；每一对代表 %1 个</translation>
    </message>
    <message>
        <source>Requests that fit</source>
        <translation>可容纳的请求</translation>
    </message>
    <message>
        <source>quota ÷ (input + output), rounded down</source>
        <translation>额度 ÷（输入 + 输出），向下取整</translation>
    </message>
    <message>
        <source>%1 ÷ (%2 + %3) = %4, %5 tokens left</source>
        <translation>%1 ÷（%2 + %3）= %4，余 %5 个词元</translation>
    </message>
    <message>
        <source>Tokens left</source>
        <translation>剩余词元</translation>
    </message>
    <message>
        <source>quota − requests × (input + output)</source>
        <translation>额度 − 请求数 ×（输入 + 输出）</translation>
    </message>
    <message>
        <source>%1 − %2 × %3 = %4</source>
        <translation>%1 − %2 × %3 = %4</translation>
    </message>
    <message>
        <source>Longest answer to one request</source>
        <translation>单个请求的最长回答</translation>
    </message>
    <message>
        <source>none: the input alone is too much</source>
        <translation>没有：光是输入就超了</translation>
    </message>
    <message>
        <source>quota − input</source>
        <translation>额度 − 输入</translation>
    </message>
    <message>
        <source>%1 − %2 = %3</source>
        <translation>%1 − %2 = %3</translation>
    </message>
    <message>
        <source>%1 is less than %2</source>
        <translation>%1 小于 %2</translation>
    </message>
    <message>
        <source>Share of the output</source>
        <translation>输出所占比例</translation>
    </message>
    <message>
        <source>output ÷ (input + output)</source>
        <translation>输出 ÷（输入 + 输出）</translation>
    </message>
    <message>
        <source>%1 ÷ %2</source>
        <translation>%1 ÷ %2</translation>
    </message>
    <message>
        <source>The same, paid by the token</source>
        <translation>同样的用量，按词元付费</translation>
    </message>
    <message>
        <source>requests × price of a call</source>
        <translation>请求数 × 每次的价格</translation>
    </message>
    <message>
        <source>%1 × %2 = %3</source>
        <translation>%1 × %2 = %3</translation>
    </message>
    <message>
        <source>$%1</source>
        <translation>$%1</translation>
    </message>
    <message>
        <source>prices of %1</source>
        <translation>%1 的价格</translation>
    </message>
    <message>
        <source>Quota of a month</source>
        <translation>每月额度</translation>
    </message>
    <message>
        <source>Tokens that the plan has, input and output together</source>
        <translation>套餐的词元数，输入和输出合计</translation>
    </message>
    <message>
        <source>Input of a request</source>
        <translation>每个请求的输入</translation>
    </message>
    <message>
        <source>What is sent: the prompt</source>
        <translation>发送的内容：提示词</translation>
    </message>
    <message>
        <source>Output of a request</source>
        <translation>每个请求的输出</translation>
    </message>
    <message>
        <source>What comes back: the answer</source>
        <translation>返回的内容：回答</translation>
    </message>
    <message>
        <source>The open prompt and the answer expected</source>
        <translation>当前提示词和预计的回答</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>Some plans have a fixed number of tokens a month, shared by what is sent and what comes back: the border between the two is yours.</source>
        <translation>有些套餐每月有固定数量的词元，由发送的和返回的共享：两者的分界由您决定。</translation>
    </message>
    <message>
        <source>Claim (NVIDIA, “Explaining Tokens”, 2025): with such a plan a prompt of a few tokens may bring an answer of thousands, or most of it goes into documents that become a few points. – True as arithmetic: both are the same tokens of the quota. Paid by the token they are not the same: output costs several times as much as input.</source>
        <translation>说法（NVIDIA《解释代币》，2025）：有了这样的套餐，几个词元的提示词可以换来几千个词元的回答，也可以把大部分用于文档，总结成几点。——算术上没错：两者用的是同一份额度。按词元付费时却不同：输出的价格是输入的好几倍。</translation>
    </message>
    <message>
        <source>Quota</source>
        <translation>额度</translation>
    </message>
</context>
<context>
    <name>tokenarium::RaceView</name>
    <message>
        <source>A language model does not write sentences. It writes tokens, one after another, and each of them waits for the one before. The first one takes longest, because the whole prompt must be read before it: that is the time to first token. After that the model settles into a rhythm, and the gap between two tokens decides how the answer feels. A person reads about four words in a second. A model that is slower makes the reader wait at the end of every line; one that is faster runs ahead, and the lead is worth nothing to the reader, although it is paid for. So an operator lets many people share one server: everybody gets their tokens a little later, still fast enough to read, and the same machine serves a whole town. Machines read too. A program that waits for the whole answer, or a model that thinks for half an hour before it speaks, can use every token per second there is.</source>
        <translation>语言模型写的不是句子，而是词元：一个接着一个，每一个都要等前一个写完。第一个最慢，因为在它之前必须读完整个提示词，这就是首词元延迟。之后模型进入节奏，两个词元之间的间隔决定了回答给人的感觉。人一秒钟大约读四个词。模型更慢，读者就要在每行末尾等待；模型更快，就会跑在前面，而这段领先对读者毫无用处，却要付钱。所以运营者让许多人共用一台服务器：每个人的词元都晚来一点，仍然快得来得及读，同一台机器就能服务一座城市。机器也在读。等待完整回答的程序，或者先思考半小时再开口的模型，则能用上每一个词元的速度。</translation>
    </message>
    <message>
        <source>After %1: nothing to read yet, the first token comes after %2</source>
        <translation>%1 时：还没有可读的，首词元在 %2 出现</translation>
    </message>
    <message>
        <source>After %1: all is read; the stream was done after %2</source>
        <translation>%1 时：全部读完；词元流在 %2 就写完了</translation>
    </message>
    <message>
        <source>After %1: the stream is one word ahead of the reader</source>
        <translation>%1 时：词元流领先读者 1 个词</translation>
    </message>
    <message>
        <source>After %1: the stream is %2 words ahead of the reader</source>
        <translation>%1 时：词元流领先读者 %2 个词</translation>
    </message>
    <message>
        <source>After %1: the reader has caught up and waits for the next word</source>
        <translation>%1 时：读者追上了，在等下一个词</translation>
    </message>
    <message>
        <source>Who waits</source>
        <translation>谁在等</translation>
    </message>
    <message>
        <source>the reader, %1</source>
        <translation>读者，%1</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>没有人</translation>
    </message>
    <message>
        <source>a word is begun when the one before is read and it stands there whole; what the reader waits for words in between is added up</source>
        <translation>前一个词读完、且这个词已完整出现时才开始读它；其间等词的时间累加起来</translation>
    </message>
    <message>
        <source>stream done after %1, reader after %2</source>
        <translation>词元流 %1 写完，读者 %2 读完</translation>
    </message>
    <message>
        <source>Lead of the stream now</source>
        <translation>词元流现在领先</translation>
    </message>
    <message>
        <source>%1 words</source>
        <translation>%1 个词</translation>
    </message>
    <message>
        <source>whole words shown − words read</source>
        <translation>已完整出现的词 − 已读的词</translation>
    </message>
    <message>
        <source>Stream</source>
        <translation>词元流</translation>
    </message>
    <message>
        <source>1 ÷ ITL, after a TTFT of its own</source>
        <translation>1 ÷ ITL，在首词元延迟之后</translation>
    </message>
    <message>
        <source>Reader needs</source>
        <translation>读者需要</translation>
    </message>
    <message>
        <source>words a minute ÷ 60 ÷ words per token</source>
        <translation>每分钟词数 ÷ 60 ÷ 每词元词数</translation>
    </message>
    <message>
        <source>Words per token of this text</source>
        <translation>这段文字每词元的词数</translation>
    </message>
    <message>
        <source>words ÷ tokens</source>
        <translation>词数 ÷ 词元数</translation>
    </message>
    <message>
        <source>%1 words ÷ %2 tokens (%3)</source>
        <translation>%1 个词 ÷ %2 个词元（%3）</translation>
    </message>
    <message>
        <source>Reading speed</source>
        <translation>阅读速度</translation>
    </message>
    <message>
        <source>%1 words/min</source>
        <translation>%1 词/分钟</translation>
    </message>
    <message>
        <source>Silent reading: 238 words a minute on average (Brysbaert 2019, English non-fiction), speech about 150</source>
        <translation>默读：平均每分钟 238 个词（Brysbaert 2019，英文非虚构作品），说话约 150</translation>
    </message>
    <message>
        <source>The answer appears at the speed of the chosen model, GPU and batch, while a ghost reads along. Press Play, or go on word by word.</source>
        <translation>回答按所选模型、GPU 与批的速度出现，一个“影子读者”同时在读。按“播放”，或逐词前进。</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>From here; at the end from the beginning</source>
        <translation>从这里开始；到末尾则从头开始</translation>
    </message>
    <message>
        <source>Next word</source>
        <translation>下一个词</translation>
    </message>
    <message>
        <source>Until the reader has read one word more</source>
        <translation>直到读者多读一个词</translation>
    </message>
    <message>
        <source>Reader</source>
        <translation>读者</translation>
    </message>
    <message>
        <source>How fast the ghost reads</source>
        <translation>影子读者读得多快</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批</translation>
    </message>
    <message>
        <source>People who are answered at the same time by one server: more of them make the stream slower</source>
        <translation>一台服务器同时回答的人数：人越多，词元流越慢</translation>
    </message>
    <message>
        <source>Playing</source>
        <translation>播放速度</translation>
    </message>
    <message>
        <source>Faster or slower than it really is</source>
        <translation>比真实更快或更慢</translation>
    </message>
    <message>
        <source>Reader and stream</source>
        <translation>读者与词元流</translation>
    </message>
    <message>
        <source>Your desktop wishes little motion: straight to the end. “Next word” goes word by word.</source>
        <translation>您的桌面希望减少动效：直接跳到结尾。“下一个词”逐词前进。</translation>
    </message>
</context>
<context>
    <name>tokenarium::ReadingRacePicture</name>
    <message>
        <source>Reader and stream</source>
        <translation>读者与词元流</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Appears after (s)</source>
        <translation>出现时间（秒）</translation>
    </message>
    <message>
        <source>Stream</source>
        <translation>词元流</translation>
    </message>
    <message>
        <source>%1 of %2 tokens · %3 words</source>
        <translation>%1 / %2 个词元 · %3 个词</translation>
    </message>
    <message>
        <source>Reader</source>
        <translation>读者</translation>
    </message>
    <message>
        <source>%1 of %2 words</source>
        <translation>%1 / %2 个词</translation>
    </message>
</context>
<context>
    <name>tokenarium::RequestTimeline</name>
    <message>
        <source>Time line of one request</source>
        <translation>一个请求的时间线</translation>
    </message>
    <message>
        <source>Waiting until %1, reading the prompt until %2, then %3 tokens until %4.</source>
        <translation>等待到 %1，读提示词到 %2，然后写 %3 个词元到 %4。</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>asked</source>
        <translation>提问</translation>
    </message>
    <message>
        <source>prompt begun</source>
        <translation>开始读提示词</translation>
    </message>
    <message>
        <source>token</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>end to end: %1</source>
        <translation>端到端：%1</translation>
    </message>
    <message>
        <source>time to first token: %1</source>
        <translation>首词元延迟：%1</translation>
    </message>
    <message>
        <source>writing one token</source>
        <translation>写一个词元</translation>
    </message>
    <message>
        <source>writing: a tick for each token, one every %1</source>
        <translation>写：每个词元一条刻度，每 %1 一个</translation>
    </message>
    <message>
        <source>writing: a tick for every %1 tokens, one token every %2</source>
        <translation>写：每 %1 个词元一条刻度，每 %2 一个词元</translation>
    </message>
    <message>
        <source>waiting (queue, network): %1</source>
        <translation>等待（排队、网络）：%1</translation>
    </message>
    <message>
        <source>reading the prompt (prefill): %1</source>
        <translation>读提示词（预填充）：%1</translation>
    </message>
</context>
<context>
    <name>tokenarium::RulesView</name>
    <message>
        <source>Counting rule</source>
        <translation>计数规则</translation>
    </message>
    <message>
        <source>Size to send</source>
        <translation>发送的大小</translation>
    </message>
    <message>
        <source>Smallest acceptable side</source>
        <translation>可接受的最短边</translation>
    </message>
    <message>
        <source>cell %1 of %2: row %3, column %4</source>
        <translation>格子 %1（共 %2 个）：第 %3 行第 %4 列</translation>
    </message>
    <message>
        <source>Every model first brings a picture to sizes of its own, and bills or reads so many tokens for it. Choose a model in the list to see what it does with this picture.</source>
        <translation>每个模型先把图像变成自己的尺寸，再按若干词元计费或读入。在列表中选一个模型，看它怎样处理这幅图像。</translation>
    </message>
    <message>
        <source>Vendor</source>
        <translation>厂商</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Billed</source>
        <translation>计费</translation>
    </message>
    <message>
        <source>Rule of</source>
        <translation>规则年份</translation>
    </message>
    <message>
        <source>Tokens of this picture by every rule</source>
        <translation>按每种规则，这幅图像的词元数</translation>
    </message>
    <message>
        <source>The picture with the cells of the rule</source>
        <translation>图像和该规则的格子</translation>
    </message>
    <message>
        <source>Send it at</source>
        <translation>发送尺寸</translation>
    </message>
    <message>
        <source>%1 px</source>
        <translation>%1 px</translation>
    </message>
    <message>
        <source>The picture is made smaller before it is sent</source>
        <translation>发送前先把图像缩小</translation>
    </message>
    <message>
        <source>Short side at least</source>
        <translation>短边至少</translation>
    </message>
    <message>
        <source>How small the picture may become before what matters to you is lost</source>
        <translation>图像可以缩到多小而不丢失对您重要的内容</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>Sends the picture at the cheapest size</source>
        <translation>按最便宜的尺寸发送图像</translation>
    </message>
    <message>
        <source>What happens to it, step by step</source>
        <translation>逐步处理过程</translation>
    </message>
    <message>
        <source>Rule of %1, source: %2</source>
        <translation>%1 年的规则，来源：%2</translation>
    </message>
    <message>
        <source>long side that is sent, pixels</source>
        <translation>发送的长边（像素）</translation>
    </message>
    <message>
        <source>billed tokens</source>
        <translation>计费词元</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>cheapest: as it is, %1 tokens</source>
        <translation>最便宜：原样，%1 个词元</translation>
    </message>
    <message>
        <source>cheapest: %1, %2 tokens</source>
        <translation>最便宜：%1，%2 个词元</translation>
    </message>
    <message>
        <source>As models see it</source>
        <translation>模型眼中的图像</translation>
    </message>
    <message>
        <source>List price</source>
        <translation>标价</translation>
    </message>
    <message>
        <source>Input price of %1, published, from %2</source>
        <translation>%1 的输入价格，公开标价，来自 %2</translation>
    </message>
    <message>
        <source>No public price is known here</source>
        <translation>这里没有公开的价格</translation>
    </message>
    <message>
        <source>There is no price list here: ./run --fetch gets it</source>
        <translation>这里没有价格表：运行 ./run --fetch 可以取得</translation>
    </message>
</context>
<context>
    <name>tokenarium::SameSentenceView</name>
    <message>
        <source>Voices</source>
        <translation>两个声音</translation>
    </message>
    <message>
        <source>the open sound (%1)</source>
        <translation>打开的声音（%1）</translation>
    </message>
    <message>
        <source>%1: “%2”</source>
        <translation>%1：“%2”</translation>
    </message>
    <message>
        <source>woman</source>
        <translation>女声</translation>
    </message>
    <message>
        <source>man</source>
        <translation>男声</translation>
    </message>
    <message>
        <source>Semantic ids name what is said, acoustic ids how it sounds. The same sentence in two voices shows the difference: joined ids are the same in both.</source>
        <translation>语义编号表示说了什么，声学编号表示听起来怎样。同一句话由两个声音来说就能看出差别：连线的编号在两边相同。</translation>
    </message>
    <message>
        <source>Above</source>
        <translation>上</translation>
    </message>
    <message>
        <source>Below</source>
        <translation>下</translation>
    </message>
    <message>
        <source>Semantic ids of both voices</source>
        <translation>两个声音的语义编号</translation>
    </message>
    <message>
        <source>Acoustic ids of both voices</source>
        <translation>两个声音的声学编号</translation>
    </message>
    <message>
        <source>Rates of published systems beside ours</source>
        <translation>已发表系统与这里的速率</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>Ids a second</source>
        <translation>编号/秒</translation>
    </message>
    <message>
        <source>Bits a second</source>
        <translation>位/秒</translation>
    </message>
    <message>
        <source>What the ids are for</source>
        <translation>编号的用途</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Both codebooks here are small and made by plain statistics, learnt from the voices of one speech synthesizer: a stand-in to see the idea with. Production systems learn such units with networks on thousands of hours (HuBERT the semantic ones, EnCodec the acoustic ones, Mimi both at once):</source>
        <translation>这里的两个码本都很小，用简单的统计方法从一个语音合成器的声音里学到，只用来看懂道理。实际系统用网络在数千小时语音上学习这些单元（HuBERT&#x2009;学语义单元，EnCodec&#x2009;学声学单元，Mimi&#x2009;同时学两者）：</translation>
    </message>
    <message>
        <source>computing…</source>
        <translation>计算中…</translation>
    </message>
    <message>
        <source>%1 of %2 ids agree with %3 changes (edit distance): %4 agreement</source>
        <translation>%2&#x2009;个编号里有&#x2009;%1&#x2009;个相同，改动&#x2009;%3&#x2009;处（编辑距离）：一致&#x2009;%4</translation>
    </message>
    <message>
        <source>Semantic, %1 units: %2</source>
        <translation>语义，%1&#x2009;个单元：%2</translation>
    </message>
    <message>
        <source>Acoustic, level 1 of the codebook (%1 entries): %2</source>
        <translation>声学，码本第&#x2009;1&#x2009;级（%1&#x2009;个条目）：%2</translation>
    </message>
    <message>
        <source>Point at two ids to see where they are; a click plays the upper one. Repeats are joined.</source>
        <translation>指向一对编号可以看到它们的位置；点击播放上面的那个。重复的已合并。</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>id %1 at %2 … %3</source>
        <translation>编号&#x2009;%1，%2 … %3</translation>
    </message>
    <message>
        <source>Above: %1. Below: %2. %3</source>
        <translation>上：%1。下：%2。%3</translation>
    </message>
    <message>
        <source>The same.</source>
        <translation>相同。</translation>
    </message>
    <message>
        <source>Different.</source>
        <translation>不同。</translation>
    </message>
    <message>
        <source>Ours, semantic (%1 units)</source>
        <translation>本程序，语义（%1&#x2009;个单元）</translation>
    </message>
    <message>
        <source>what is said</source>
        <translation>说了什么</translation>
    </message>
    <message>
        <source>computed here</source>
        <translation>在此计算</translation>
    </message>
    <message>
        <source>Ours, acoustic (%1 levels)</source>
        <translation>本程序，声学（%1&#x2009;级）</translation>
    </message>
    <message>
        <source>rebuilding the sound</source>
        <translation>重建声音</translation>
    </message>
    <message>
        <source>both: level 1 what is said</source>
        <translation>两者：第&#x2009;1&#x2009;级是说了什么</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Play the upper voice</source>
        <translation>播放上面的声音</translation>
    </message>
    <message>
        <source>Play the lower voice</source>
        <translation>播放下面的声音</translation>
    </message>
    <message>
        <source>Meaning and voice</source>
        <translation>语义与嗓音</translation>
    </message>
</context>
<context>
    <name>tokenarium::SavedView</name>
    <message>
        <source>There is no price to be saved: %1</source>
        <translation>没有可保存的价格：%1</translation>
    </message>
    <message>
        <source>Delete estimates</source>
        <translation>删除估算</translation>
    </message>
    <message>
        <source>Open an estimate</source>
        <translation>打开估算</translation>
    </message>
    <message>
        <source>The plan was taken over, but the price book of today has no model %1 of %2.</source>
        <translation>已采用其设置，但今天的价目表里没有 %2 的模型 %1。</translation>
    </message>
    <message>
        <source>Model and plan are those of the estimate of %1.</source>
        <translation>模型和设置取自 %1 的估算。</translation>
    </message>
    <message>
        <source>Model and plan are those of the estimate of %1; the prompt that is open is another one.</source>
        <translation>模型和设置取自 %1 的估算；当前的提示词不是那一条。</translation>
    </message>
    <message>
        <source>Export the estimates</source>
        <translation>导出估算</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>The estimates are in %1.</source>
        <translation>估算已写入 %1。</translation>
    </message>
    <message>
        <source>Waiting to be saved, and tried again every few seconds: %1.</source>
        <translation>等待保存、每隔几秒重试：%1 条。</translation>
    </message>
    <message>
        <source>Nothing is saved yet: “Save” keeps the first row, with its prices, as it is now.</source>
        <translation>还没有保存过：“保存”会把第一行连同价格按现状保存。</translation>
    </message>
    <message>
        <source>%1 of %2 saved estimates. They lie in %3</source>
        <translation>已保存估算 %1 / %2 条。存放在 %3</translation>
    </message>
    <message>
        <source>memory, until the program ends</source>
        <translation>内存中，直到程序结束</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>one call × number of calls</source>
        <translation>一次调用 × 次数</translation>
    </message>
    <message>
        <source>amount × price ÷ %1</source>
        <translation>数量 × 价格 ÷ %1</translation>
    </message>
    <message>
        <source>Tokens of the prompt</source>
        <translation>提示词的词元</translation>
    </message>
    <message>
        <source>counted by %1</source>
        <translation>按 %1 计数</translation>
    </message>
    <message>
        <source>estimate by %1. %2</source>
        <translation>按 %1 估算。%2</translation>
    </message>
    <message>
        <source>Answer expected</source>
        <translation>预计的回答</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个词元</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>汇率</translation>
    </message>
    <message>
        <source>a round rate</source>
        <translation>粗略的汇率</translation>
    </message>
    <message>
        <source>looked up on %1</source>
        <translation>查于 %1</translation>
    </message>
    <message>
        <source>With the prices of today</source>
        <translation>按今天的价格</translation>
    </message>
    <message>
        <source>not in the price book</source>
        <translation>不在价目表中</translation>
    </message>
    <message>
        <source>the same tokens and plan with the price book that is open</source>
        <translation>同样的词元和设置，按当前价目表计算</translation>
    </message>
    <message>
        <source>Search: prompt, model, date …</source>
        <translation>搜索：提示词、模型、日期……</translation>
    </message>
    <message>
        <source>Search the saved estimates</source>
        <translation>搜索已保存的估算</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Keeps what the open prompt costs now, with prices, plan and rate</source>
        <translation>保存当前提示词现在的费用，连同价格、设置和汇率</translation>
    </message>
    <message>
        <source>Use again</source>
        <translation>再次使用</translation>
    </message>
    <message>
        <source>Takes model, plan and currency from the chosen estimate</source>
        <translation>采用所选估算的模型、设置和货币</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Undo brings it back</source>
        <translation>可以撤销</translation>
    </message>
    <message>
        <source>Export CSV…</source>
        <translation>导出 CSV…</translation>
    </message>
    <message>
        <source>What the list shows, as a table for spreadsheets</source>
        <translation>把列表内容导出为电子表格</translation>
    </message>
    <message>
        <source>Saved estimates</source>
        <translation>已保存的估算</translation>
    </message>
    <message>
        <source>Estimates keep their prices: what a prompt cost by the price book of that day, and what it would cost today.</source>
        <translation>估算会保留当时的价格：按那天的价目表花多少钱，今天又要花多少钱。</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
</context>
<context>
    <name>tokenarium::ScalingView</name>
    <message>
        <source>Picture of the laws</source>
        <translation>定律的图示</translation>
    </message>
    <message>
        <source>Parameters of the run</source>
        <translation>训练的参数</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Loss falls with parameters and with tokens in a way that can be foretold. Three published laws, and your training among them: is the model too large for its data, or too small?</source>
        <translation>损失随参数和词元增加而下降，可以预先推算。三条公布的定律，以及你的训练所在的位置：相对于数据，模型太大还是太小？</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>What the chart shows</source>
        <translation>图表显示什么</translation>
    </message>
    <message>
        <source>loss by size, for the same operations</source>
        <translation>运算量相同时，损失随规模的变化</translation>
    </message>
    <message>
        <source>best size for every budget</source>
        <translation>每种预算的最佳规模</translation>
    </message>
    <message>
        <source>As the model</source>
        <translation>与模型相同</translation>
    </message>
    <message>
        <source>Parameters of the model that is chosen above</source>
        <translation>上方所选模型的参数</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Of your training; at first those of the model</source>
        <translation>你的训练的参数；起初与模型相同</translation>
    </message>
    <message>
        <source>That the model reads in all</source>
        <translation>模型总共读取的词元</translation>
    </message>
    <message>
        <source>For its operations this model is %1 times too large</source>
        <translation>就其运算量而言，这个模型是最佳规模的&#x2009;%1&#x2009;倍</translation>
    </message>
    <message>
        <source>For its operations this model is %1 times smaller than would be best: good for those who run it</source>
        <translation>就其运算量而言，这个模型只有最佳规模的&#x2009;1/%1：运行起来更省</translation>
    </message>
    <message>
        <source>Parameters and tokens are about in balance</source>
        <translation>参数与词元大致平衡</translation>
    </message>
    <message>
        <source>Parameters, with as many tokens as %1 operations allow</source>
        <translation>参数（词元数由&#x2009;%1&#x2009;次运算决定）</translation>
    </message>
    <message>
        <source>Loss (nats a token)</source>
        <translation>损失（每词元奈特）</translation>
    </message>
    <message>
        <source>lowest</source>
        <translation>最低</translation>
    </message>
    <message>
        <source>best: %1</source>
        <translation>最佳：%1</translation>
    </message>
    <message>
        <source>your training</source>
        <translation>你的训练</translation>
    </message>
    <message>
        <source>your training: %1</source>
        <translation>你的训练：%1</translation>
    </message>
    <message>
        <source>%1 operations would be best spent on %2 parameters and %3 tokens</source>
        <translation>%1&#x2009;次运算最好用于&#x2009;%2&#x2009;参数和&#x2009;%3&#x2009;词元</translation>
    </message>
    <message>
        <source>Operations of the training (FLOPs)</source>
        <translation>训练的运算量（FLOP）</translation>
    </message>
    <message>
        <source>Best number of parameters</source>
        <translation>最佳参数量</translation>
    </message>
    <message>
        <source>published</source>
        <translation>公布</translation>
    </message>
    <message>
        <source>Scaling laws</source>
        <translation>缩放定律</translation>
    </message>
</context>
<context>
    <name>tokenarium::SeriesChart</name>
    <message>
        <source>series</source>
        <translation>序列</translation>
    </message>
    <message>
        <source>rebuilt from its tokens</source>
        <translation>由词元还原</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>± half a bin (below)</source>
        <translation>± 半个分箱（下图）</translation>
    </message>
</context>
<context>
    <name>tokenarium::SeriesSession</name>
    <message>
        <source>Open %1</source>
        <translation>打开&#x2009;%1</translation>
    </message>
</context>
<context>
    <name>tokenarium::SeriesView</name>
    <message>
        <source>Generated signal</source>
        <translation>生成的信号</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Way to cut</source>
        <translation>切法</translation>
    </message>
    <message>
        <source>Bins</source>
        <translation>分箱</translation>
    </message>
    <message>
        <source>Patch length</source>
        <translation>片段长度</translation>
    </message>
    <message>
        <source>Stride</source>
        <translation>步幅</translation>
    </message>
    <message>
        <source>The prompt counts patches of 16 values every 8, as PatchTST does.</source>
        <translation>提示词按&#x2009;PatchTST&#x2009;的做法计数：每&#x2009;8&#x2009;个值取一个&#x2009;16&#x2009;个值的片段。</translation>
    </message>
    <message>
        <source>Open measurements</source>
        <translation>打开测量数据</translation>
    </message>
    <message>
        <source>Tables (*.csv *.tsv *.txt);;All files (*)</source>
        <translation>表格 (*.csv *.tsv *.txt);;所有文件 (*)</translation>
    </message>
    <message>
        <source>row of the table, from 0</source>
        <translation>表格的行（从&#x2009;0&#x2009;开始）</translation>
    </message>
    <message>
        <source>hour</source>
        <translation>小时</translation>
    </message>
    <message>
        <source>value, 250 a second</source>
        <translation>第几个值（每秒&#x2009;250&#x2009;个）</translation>
    </message>
    <message>
        <source>number of the value</source>
        <translation>第几个值</translation>
    </message>
    <message>
        <source>%1 values → %2 patches, a token each: a vector of %3 numbers, no id</source>
        <translation>%1&#x2009;个值 → %2&#x2009;个片段，每个是一个词元：%3&#x2009;个数的向量，没有编号</translation>
    </message>
    <message>
        <source>%1 values ÷ %2 (the mean of what is there, without signs) → %3 bins from −15 to 15 → %1 tokens of a vocabulary of %4</source>
        <translation>%1&#x2009;个值 ÷ %2（现有各值绝对值的平均）→ 从&#x2009;−15&#x2009;到&#x2009;15&#x2009;的&#x2009;%3&#x2009;个分箱 → 词表大小&#x2009;%4&#x2009;中的&#x2009;%1&#x2009;个词元</translation>
    </message>
    <message>
        <source> · only the first %1 of %2 rows are looked at</source>
        <translation> · 只看&#x2009;%2&#x2009;行中的前&#x2009;%1&#x2009;行</translation>
    </message>
    <message>
        <source>The series is shorter than one patch: there is no token.</source>
        <translation>序列比一个片段还短：没有词元。</translation>
    </message>
    <message>
        <source>Error of what comes back: at most %1, on average %2.</source>
        <translation>还原的误差：最大&#x2009;%1，平均&#x2009;%2。</translation>
    </message>
    <message>
        <source>Nothing is lost but rounding: a patch keeps every number.</source>
        <translation>除舍入外没有损失：片段保留每个数。</translation>
    </message>
    <message>
        <source>Half a bin is %1:</source>
        <translation>半个分箱是&#x2009;%1：</translation>
    </message>
    <message>
        <source>no value is further off.</source>
        <translation>没有一个值超过它。</translation>
    </message>
    <message>
        <source>%1 values are read as %2 tokens</source>
        <translation>%1&#x2009;个值读作&#x2009;%2&#x2009;个词元</translation>
    </message>
    <message>
        <source>A vocabulary of %1 is off by %2 on average</source>
        <translation>词表大小为&#x2009;%1&#x2009;时，平均误差为&#x2009;%2</translation>
    </message>
    <message>
        <source>value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>error</source>
        <translation>误差</translation>
    </message>
    <message>
        <source>Token %1 of %2: behind the end, the last value repeated</source>
        <translation>第&#x2009;%1&#x2009;个词元（共&#x2009;%2&#x2009;个）：在结尾之后，重复最后一个值</translation>
    </message>
    <message>
        <source>Token %1 of %2: values %3 to %4</source>
        <translation>第&#x2009;%1&#x2009;个词元（共&#x2009;%2&#x2009;个）：值&#x2009;%3&#x2009;到&#x2009;%4</translation>
    </message>
    <message>
        <source>Value %1 is missing: token %2</source>
        <translation>值&#x2009;%1&#x2009;缺失：词元&#x2009;%2</translation>
    </message>
    <message>
        <source>Value %1: %2 ÷ %3 = %4 → token %5, which stands for %6: error %7</source>
        <translation>值&#x2009;%1：%2 ÷ %3 = %4 → 词元&#x2009;%5，它代表&#x2009;%6：误差&#x2009;%7</translation>
    </message>
    <message>
        <source> · minus the mean %1, divided by the deviation %2: %3</source>
        <translation> · 减去平均值&#x2009;%1，除以标准差&#x2009;%2：%3</translation>
    </message>
    <message>
        <source>%1 tokens of this series</source>
        <translation>这个序列的&#x2009;%1&#x2009;个词元</translation>
    </message>
    <message>
        <source>Generated: day and night</source>
        <translation>生成：昼夜</translation>
    </message>
    <message>
        <source>Generated: heartbeat</source>
        <translation>生成：心跳</translation>
    </message>
    <message>
        <source>Generated: steps</source>
        <translation>生成：阶梯</translation>
    </message>
    <message>
        <source>Generated: rare spikes</source>
        <translation>生成：偶发尖峰</translation>
    </message>
    <message>
        <source>A wave a day, a slow rise, and weather by chance</source>
        <translation>每天一个波动，缓慢上升，加上随机的天气</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>时间序列</translation>
    </message>
    <message>
        <source>The same seed gives the same noise</source>
        <translation>相同的种子产生相同的噪声</translation>
    </message>
    <message>
        <source>Open CSV…</source>
        <translation>打开&#x2009;CSV…</translation>
    </message>
    <message>
        <source>Add to prompt</source>
        <translation>加入提示词</translation>
    </message>
    <message>
        <source>This series becomes a part of the prompt</source>
        <translation>把这个序列作为提示词的一部分</translation>
    </message>
    <message>
        <source>Cut by</source>
        <translation>切法</translation>
    </message>
    <message>
        <source>scaling and bins (Chronos)</source>
        <translation>缩放和分箱（Chronos）</translation>
    </message>
    <message>
        <source>patches (PatchTST)</source>
        <translation>片段（PatchTST）</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>词表</translation>
    </message>
    <message>
        <source>Chronos has 4,096 tokens: two special ones, the others name bins</source>
        <translation>Chronos&#x2009;有&#x2009;4,096&#x2009;个词元：两个是特殊词元，其余是分箱的名字</translation>
    </message>
    <message>
        <source>%1 values</source>
        <translation>%1&#x2009;个值</translation>
    </message>
    <message>
        <source>How many values a token has</source>
        <translation>一个词元有多少个值</translation>
    </message>
    <message>
        <source>From the beginning of one patch to that of the next; shorter than a patch: they overlap</source>
        <translation>从一个片段的开头到下一个的开头；比片段短就会重叠</translation>
    </message>
    <message>
        <source>Part of the series that is shown</source>
        <translation>显示序列的哪一部分</translation>
    </message>
    <message>
        <source>Numbers have no alphabet: each value is scaled and named by its bin, or a stretch of values becomes one vector. See what is lost.</source>
        <translation>数没有字母表：要么把每个值缩放后用所在的分箱命名，要么把一段值变成一个向量。看看损失了什么。</translation>
    </message>
    <message>
        <source>Rows without a number here (hatched): %1 of %2; the mean takes their place in a patch.</source>
        <translation>%2&#x2009;行中有&#x2009;%1&#x2009;行在这里没有数（斜线处）：在片段里用平均值代替。</translation>
    </message>
    <message>
        <source>Rows without a number here (hatched): %1 of %2; they become token 0, &quot;missing&quot;.</source>
        <translation>%2&#x2009;行中有&#x2009;%1&#x2009;行在这里没有数（斜线处）：它们变成词元&#x2009;0，即“缺失”。</translation>
    </message>
    <message>
        <source>With words instead: %1.</source>
        <translation>其中&#x2009;%1&#x2009;个写的是文字。</translation>
    </message>
    <message>
        <source>Rows with more or fewer cells than the first: %1.</source>
        <translation>%1&#x2009;行的单元格数与第一行不同。</translation>
    </message>
    <message>
        <source>Further off: %1, for they lie outside the bins and are clipped.</source>
        <translation>%1&#x2009;个值超过它，因为它们在分箱范围之外，被截断了。</translation>
    </message>
    <message>
        <source>Values in no patch, lost: %1; the stride is longer than the patch.</source>
        <translation>%1&#x2009;个值不在任何片段里，丢失了：步幅比片段长。</translation>
    </message>
</context>
<context>
    <name>tokenarium::ServedModel</name>
    <message>
        <source>The server at %1 did not answer in time.</source>
        <translation>位于&#x2009;%1&#x2009;的服务器没有及时回答。</translation>
    </message>
    <message>
        <source>Nothing was sent: %1 is another machine, and you have not agreed to that yet.</source>
        <translation>没有发送任何内容：%1&#x2009;是另一台机器，而你还没有同意。</translation>
    </message>
    <message>
        <source>Nothing was sent: the key would go to %1 unencrypted. Use an https address.</source>
        <translation>没有发送任何内容：密钥会不加密地发往&#x2009;%1。请使用&#x2009;https&#x2009;地址。</translation>
    </message>
    <message>
        <source>The server at %1 answered with more than %2 bytes; nothing of it is shown.</source>
        <translation>位于&#x2009;%1&#x2009;的服务器回答超过&#x2009;%2&#x2009;字节；其内容不予显示。</translation>
    </message>
    <message>
        <source>The server at %1 cannot be reached: %2. Is it running, and is the address right?</source>
        <translation>无法连接位于&#x2009;%1&#x2009;的服务器：%2。它在运行吗？地址对吗？</translation>
    </message>
    <message>
        <source>The server at %1 points to another address; that is not followed.</source>
        <translation>位于&#x2009;%1&#x2009;的服务器指向另一个地址；本程序不会跟随。</translation>
    </message>
    <message>
        <source>The server at %1 asks for a key, or for another one.</source>
        <translation>位于&#x2009;%1&#x2009;的服务器要求密钥，或要求另一个密钥。</translation>
    </message>
    <message>
        <source>The server at %1 answers, but not as an OpenAI-compatible server does.</source>
        <translation>位于&#x2009;%1&#x2009;的服务器有回答，但不是&#x2009;OpenAI&#x2009;兼容服务器的回答。</translation>
    </message>
    <message>
        <source>The server at %1 refused (HTTP %2).</source>
        <translation>位于&#x2009;%1&#x2009;的服务器拒绝了请求（HTTP %2）。</translation>
    </message>
    <message>
        <source>The server at %1 refused (HTTP %2): %3</source>
        <translation>位于&#x2009;%1&#x2009;的服务器拒绝了请求（HTTP %2）：%3</translation>
    </message>
</context>
<context>
    <name>tokenarium::ServedView</name>
    <message>
        <source>The key is in the keyring of this desktop.</source>
        <translation>密钥已存入本桌面的密钥环。</translation>
    </message>
    <message>
        <source>There is no keyring here: the key is kept until the program ends.</source>
        <translation>这里没有密钥环：密钥只保留到程序结束。</translation>
    </message>
    <message>
        <source>probability %1, by the server</source>
        <translation>概率&#x2009;%1，由服务器给出</translation>
    </message>
    <message>
        <source>the server gave no probability</source>
        <translation>服务器没有给出概率</translation>
    </message>
    <message>
        <source>Waiting for the server …</source>
        <translation>正在等待服务器……</translation>
    </message>
    <message>
        <source>The model ended its text here.</source>
        <translation>模型在这里结束了文本。</translation>
    </message>
    <message>
        <source>The server says ‘%1’, but no probabilities.</source>
        <translation>服务器给出“%1”，但没有概率。</translation>
    </message>
    <message>
        <source>This server returns text without logprobs: neither how likely a token was nor what else was possible can be shown.</source>
        <translation>这个服务器返回的文本不带&#x2009;logprobs：既无法显示词元的概率，也无法显示其他可能。</translation>
    </message>
    <message>
        <source>Here stands ‘%1’, which the server gave %2.</source>
        <translation>这里是“%1”，服务器给它的概率是&#x2009;%2。</translation>
    </message>
    <message>
        <source>The server drew ‘%1’, to which it gives %2. Click another to go on with it.</source>
        <translation>服务器抽到了“%1”，给它的概率是&#x2009;%2。点击另一个可从它继续。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>A part of a character: a server can only be asked with whole ones.</source>
        <translation>这是一个字符的一部分：只能用完整的字符询问服务器。</translation>
    </message>
    <message>
        <source>The server returns %1 tokens with %2 of the probability together. The rest of its vocabulary, its attention and the vectors inside it does not tell.</source>
        <translation>服务器返回了&#x2009;%1&#x2009;个词元，合计占概率的&#x2009;%2。词表的其余部分、注意力和内部向量，它都不透露。</translation>
    </message>
    <message>
        <source>It was asked as a chat: the prompt went as a message, and the server put its own marks around it.</source>
        <translation>这是以对话方式询问的：提示词作为一条消息发出，服务器在它前后加上了自己的标记。</translation>
    </message>
    <message>
        <source>A model that runs on a server goes on with the prompt above; this shows exactly what the server returns. Nothing is sent before you press “Connect”.</source>
        <translation>由运行在服务器上的模型续写上面的提示词；这里如实显示服务器返回的内容。按“连接”之前不会发送任何内容。</translation>
    </message>
    <message>
        <source>Address of the server</source>
        <translation>服务器地址</translation>
    </message>
    <message>
        <source>Any server that speaks OpenAI&apos;s protocol: llama-server, vLLM, Ollama (port 11434)</source>
        <translation>任何使用&#x2009;OpenAI&#x2009;协议的服务器：llama-server、vLLM、Ollama（端口&#x2009;11434）</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Model of the server</source>
        <translation>服务器的模型</translation>
    </message>
    <message>
        <source>model of the server</source>
        <translation>服务器的模型</translation>
    </message>
    <message>
        <source>Key …</source>
        <translation>密钥……</translation>
    </message>
    <message>
        <source>Where the server asks for one</source>
        <translation>在服务器要求密钥时使用</translation>
    </message>
    <message>
        <source>Key of the server</source>
        <translation>服务器的密钥</translation>
    </message>
    <message>
        <source>key (empty: forget the one that is kept)</source>
        <translation>密钥（留空：删除已保存的）</translation>
    </message>
    <message>
        <source>Use this key</source>
        <translation>使用这个密钥</translation>
    </message>
    <message>
        <source>It goes to the keyring of this desktop, never to a file.</source>
        <translation>它存入本桌面的密钥环，绝不写入文件。</translation>
    </message>
    <message>
        <source>The prompt will be sent to %1, which is another machine.</source>
        <translation>提示词将发送到&#x2009;%1，那是另一台机器。</translation>
    </message>
    <message>
        <source>Send it there</source>
        <translation>发送过去</translation>
    </message>
    <message>
        <source>Tokens at a time</source>
        <translation>每次词元数</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>Tokens the server has added</source>
        <translation>服务器添加的词元</translation>
    </message>
    <message>
        <source>What the server could say next</source>
        <translation>服务器接下来可能说的</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>(a mark without a text)</source>
        <translation>（没有文本的标记）</translation>
    </message>
    <message>
        <source>Press “Ask for the next token”: the prompt is sent, and what may follow is shown.</source>
        <translation>按“请求下一个词元”：提示词会被发送，并显示后面可能出现什么。</translation>
    </message>
    <message>
        <source>No server is connected yet.</source>
        <translation>还没有连接服务器。</translation>
    </message>
    <message>
        <source>Start a server on this machine or on another one, type its address above and press “Connect”. A class outgrows one machine this way: the model runs there, everybody looks from here.</source>
        <translation>在本机或另一台机器上启动服务器，在上面输入它的地址，再按“连接”。一台机器不够全班用时就这样做：模型在那里运行，大家在这里看。</translation>
    </message>
    <message>
        <source>What to start there</source>
        <translation>在那里启动什么</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>An address on another machine is asked about before anything goes there. A key belongs into “Key …”: it goes to the keyring of this desktop, never into a file.</source>
        <translation>地址若在另一台机器上，发送任何内容之前都会先询问。密钥请填在“密钥…”里：它只进入本桌面的密钥环，绝不写入文件。</translation>
    </message>
    <message>
        <source>Ask for the next token</source>
        <translation>请求下一个词元</translation>
    </message>
</context>
<context>
    <name>tokenarium::ServerBar</name>
    <message>
        <source>Fits: weights %1 + caches %2, of %3</source>
        <translation>放得下：权重 %1 + 缓存 %2，共 %3</translation>
    </message>
    <message>
        <source>⚠ Does not fit: weights %1 + caches %2, but only %3</source>
        <translation>⚠ 放不下：权重 %1 + 缓存 %2，只有 %3</translation>
    </message>
    <message>
        <source>Parameters × bits ÷ 8, and for each of the %1 requests of the batch %2 tokens × %3 of cache. Take more GPUs, a smaller format of the weights or a smaller batch if it does not fit.</source>
        <translation>参数 × 位数 ÷ 8，外加批中 %1 个请求每个 %2 个词元 × %3 缓存。放不下时，可增加 GPU、换更小的权重格式或减小批。</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>on</source>
        <translation>运行于</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>KV cache</source>
        <translation>KV 缓存</translation>
    </message>
    <message>
        <source>Model that is served</source>
        <translation>所服务的模型</translation>
    </message>
    <message>
        <source>Kind of GPU</source>
        <translation>GPU 型号</translation>
    </message>
    <message>
        <source>GPUs of a server</source>
        <translation>每台服务器的 GPU</translation>
    </message>
    <message>
        <source>Number format of the weights</source>
        <translation>权重的数值格式</translation>
    </message>
    <message>
        <source>Number format of the KV cache</source>
        <translation>KV 缓存的数值格式</translation>
    </message>
    <message>
        <source>Parameters and KV cache are counted from its published configuration</source>
        <translation>参数与 KV 缓存由其公布的配置算出</translation>
    </message>
    <message>
        <source>Operations, memory and bandwidth as its data sheet says</source>
        <translation>运算、显存与带宽按数据手册</translation>
    </message>
    <message>
        <source>GPUs that share the weights and the work; what they say to each other is not counted, so several are a little slower than shown</source>
        <translation>共同分担权重与计算的 GPU；未计它们之间的通信，所以多块时会比所示略慢</translation>
    </message>
    <message>
        <source>16 bits (BF16)</source>
        <translation>16 位（BF16）</translation>
    </message>
    <message>
        <source>8 bits (FP8)</source>
        <translation>8 位（FP8）</translation>
    </message>
    <message>
        <source>4 bits</source>
        <translation>4 位</translation>
    </message>
    <message>
        <source>With 8 bits the GPU computes in FP8 where it can; 4 bits are turned back into 16 for computing</source>
        <translation>8 位时 GPU 若支持则用 FP8 计算；4 位在计算前还原为 16 位</translation>
    </message>
    <message>
        <source>16 bits</source>
        <translation>16 位</translation>
    </message>
    <message>
        <source>8 bits</source>
        <translation>8 位</translation>
    </message>
    <message>
        <source>Keys and values of the tokens so far</source>
        <translation>到目前为止各词元的键与值</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Shows what is seldom changed: formats, efficiency, rent, and more of this tab</source>
        <translation>显示不常改的：格式、效率、租金，以及本页的更多项</translation>
    </message>
    <message>
        <source>Efficiency</source>
        <translation>效率</translation>
    </message>
    <message>
        <source>Share of the peak that matrix products reach: an assumption; 30 to 60 % is usual</source>
        <translation>矩阵乘法达到峰值的比例：假设；通常 30 % 到 60 %</translation>
    </message>
    <message>
        <source>GPU-hour</source>
        <translation>每 GPU 小时</translation>
    </message>
    <message>
        <source>Rent of one GPU for an hour: an assumption, put in what you pay</source>
        <translation>一块 GPU 一小时的租金：这是假设，请填您实际付的价</translation>
    </message>
</context>
<context>
    <name>tokenarium::ServingPage</name>
    <message>
        <source>Serving</source>
        <translation>推理服务</translation>
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
    <name>tokenarium::SetupPanel</name>
    <message>
        <source>%1 parameters</source>
        <translation>%1 个参数</translation>
    </message>
    <message>
        <source>measuring the speed of this machine …</source>
        <translation>正在测量这台机器的速度……</translation>
    </message>
    <message>
        <source>≈ %1 (a step of this shape was measured: %2 tokens/s)</source>
        <translation>≈ %1（实测过这一形状的一步：%2 词元/秒）</translation>
    </message>
    <message>
        <source>≈ %1 (estimated: %2 tokens/s)</source>
        <translation>≈ %1（估计：%2 词元/秒）</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Start a new one</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation>分词器</translation>
    </message>
    <message>
        <source>byte pairs, learned from the texts</source>
        <translation>字节对，从文本中学得</translation>
    </message>
    <message>
        <source>characters</source>
        <translation>字符</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层数</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Heads</source>
        <translation>注意力头</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>Tokens to read</source>
        <translation>要读的词元</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>词表</translation>
    </message>
    <message>
        <source>Ids in all: 256 for single bytes, two marks, and what is learned</source>
        <translation>编号总数：256 个单字节、两个标记，其余为学得的</translation>
    </message>
    <message>
        <source>Prompt of the samples</source>
        <translation>样本的提示词</translation>
    </message>
    <message>
        <source>Sample and validate every</source>
        <translation>采样与验证间隔</translation>
    </message>
    <message>
        <source> steps</source>
        <translation> 步</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Stop after no better</source>
        <translation>无改进则停止</translation>
    </message>
    <message>
        <source> times</source>
        <translation> 次</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>Power (assumed)</source>
        <translation>功率（假设）</translation>
    </message>
    <message>
        <source> W</source>
        <translation> W</translation>
    </message>
    <message>
        <source>Price (assumed)</source>
        <translation>电价（假设）</translation>
    </message>
    <message>
        <source> per kWh</source>
        <translation> 每千瓦时</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
</context>
<context>
    <name>tokenarium::ShareBar</name>
    <message>
        <source>part</source>
        <translation>部分</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>tokenarium::SizeSlider</name>
    <message>
        <source>%1 M</source>
        <translation>%1 M</translation>
    </message>
</context>
<context>
    <name>tokenarium::SizingView</name>
    <message>
        <source>%1 — “%2” %3 (%4)</source>
        <translation>%1——“%2”%3（%4）</translation>
    </message>
</context>
<context>
    <name>tokenarium::SoundDevice</name>
    <message>
        <source>This computer has no sound output that can be reached, so nothing can be played.</source>
        <translation>这台计算机没有可用的声音输出，所以无法播放。</translation>
    </message>
    <message>
        <source>The sound output failed while playing.</source>
        <translation>播放时声音输出出错。</translation>
    </message>
    <message>
        <source>This computer has no microphone that can be reached, so nothing can be recorded.</source>
        <translation>这台计算机没有可用的麦克风，所以无法录音。</translation>
    </message>
    <message>
        <source>The microphone could not be opened.</source>
        <translation>无法打开麦克风。</translation>
    </message>
</context>
<context>
    <name>tokenarium::SoundFile</name>
    <message>
        <source>the file cannot be opened: %1.</source>
        <translation>无法打开文件：%1。</translation>
    </message>
    <message>
        <source>the file is larger than 1 GB.</source>
        <translation>文件大于&#x2009;1 GB。</translation>
    </message>
    <message>
        <source>%1 is %2 long; the first %3 are shown.</source>
        <translation>%1&#x2009;长&#x2009;%2；这里显示前&#x2009;%3。</translation>
    </message>
    <message>
        <source>%1 is cut short or damaged: %2 of it are there.</source>
        <translation>%1&#x2009;不完整或已损坏：其中有&#x2009;%2&#x2009;可用。</translation>
    </message>
    <message>
        <source>%1 is cut short or damaged: of %2 that it announces %3 are there.</source>
        <translation>%1&#x2009;不完整或已损坏：文件头写明&#x2009;%2，实际有&#x2009;%3。</translation>
    </message>
    <message>
        <source>Samples in it that are no numbers or far too loud: %1. They were made silent.</source>
        <translation>其中不是数字或过于响的采样：%1&#x2009;个，已改为静音。</translation>
    </message>
</context>
<context>
    <name>tokenarium::SoundPage</name>
    <message>
        <source>%1 positions with sound (Whisper)</source>
        <translation>%1&#x2009;个有声音的位置（Whisper）</translation>
    </message>
    <message>
        <source>%1 tokens of 10.24 s (patches)</source>
        <translation>10.24 s&#x2009;的&#x2009;%1&#x2009;个词元（图块）</translation>
    </message>
    <message>
        <source>Open a sound</source>
        <translation>打开声音</translation>
    </message>
    <message>
        <source>Sounds (%1)</source>
        <translation>声音 (%1)</translation>
    </message>
    <message>
        <source>Opening the sound…</source>
        <translation>正在打开声音…</translation>
    </message>
    <message>
        <source>%1 · %2 · %3 Hz</source>
        <translation>%1 · %2 · %3 Hz</translation>
    </message>
    <message>
        <source> · %1 channels, mixed to one</source>
        <translation> · %1&#x2009;个声道混为一个</translation>
    </message>
    <message>
        <source> · read as %1 Hz</source>
        <translation> · 按&#x2009;%1 Hz&#x2009;读取</translation>
    </message>
    <message>
        <source>Stop recording</source>
        <translation>停止录音</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>录音</translation>
    </message>
    <message>
        <source>From the microphone, for ten minutes at most</source>
        <translation>从麦克风录音，最长十分钟</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>WAV, FLAC, Ogg, MP3 …; a file can also be dropped here</source>
        <translation>WAV、FLAC、Ogg、MP3&#x2009;等；也可以把文件拖到这里</translation>
    </message>
    <message>
        <source>Add to prompt</source>
        <translation>加入提示词</translation>
    </message>
    <message>
        <source>The whole sound becomes a part of the prompt</source>
        <translation>整段声音成为提示词的一部分</translation>
    </message>
    <message>
        <source>Sample sounds</source>
        <translation>示例声音</translation>
    </message>
    <message>
        <source>Sentences that come with the program, by two voices of a speech synthesizer</source>
        <translation>随程序提供的句子，由语音合成器的两个声音朗读</translation>
    </message>
    <message>
        <source>Sample, woman: %1</source>
        <translation>示例，女声：%1</translation>
    </message>
    <message>
        <source>Sample, man: %1</source>
        <translation>示例，男声：%1</translation>
    </message>
    <message>
        <source>Parts of the sound room</source>
        <translation>声音室的各部分</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>声音</translation>
    </message>
</context>
<context>
    <name>tokenarium::SoundPlayer</name>
    <message>
        <source>No sound output was looked for yet.</source>
        <translation>还没有查找声音输出。</translation>
    </message>
</context>
<context>
    <name>tokenarium::SoundRecorder</name>
    <message>
        <source>No microphone was looked for yet.</source>
        <translation>还没有查找麦克风。</translation>
    </message>
    <message>
        <source>Nothing was recorded: no sound came from the microphone.</source>
        <translation>没有录到声音：麦克风没有送来声音。</translation>
    </message>
</context>
<context>
    <name>tokenarium::SoundRulesView</name>
    <message>
        <source>Length that is counted</source>
        <translation>计数的长度</translation>
    </message>
    <message>
        <source>Counting rule</source>
        <translation>计数规则</translation>
    </message>
    <message>
        <source>How many tokens a sound is depends on who counts: vendors bill by time, speech models read positions or patches, codecs write several ids for every frame.</source>
        <translation>一段声音有多少词元取决于谁来数：厂商按时间计费，语音模型读取位置或图块，编解码器给每一帧写几个编号。</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>计数</translation>
    </message>
    <message>
        <source>one minute</source>
        <translation>一分钟</translation>
    </message>
    <message>
        <source>ten minutes</source>
        <translation>十分钟</translation>
    </message>
    <message>
        <source>one hour</source>
        <translation>一小时</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>What for</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Tokens (logarithmic bars)</source>
        <translation>词元（对数条形）</translation>
    </message>
    <message>
        <source>Tokens a second</source>
        <translation>词元/秒</translation>
    </message>
    <message>
        <source>Bits a second</source>
        <translation>位/秒</translation>
    </message>
    <message>
        <source>List price</source>
        <translation>标价</translation>
    </message>
    <message>
        <source>Rule of</source>
        <translation>规则年份</translation>
    </message>
    <message>
        <source>Tokens of this sound by every rule</source>
        <translation>这段声音按各规则的词元数</translation>
    </message>
    <message>
        <source>this sound, %1</source>
        <translation>这段声音，%1</translation>
    </message>
    <message>
        <source>billed by the vendor</source>
        <translation>厂商计费</translation>
    </message>
    <message>
        <source>vectors a model reads</source>
        <translation>模型读取的向量</translation>
    </message>
    <message>
        <source>ids of what is said</source>
        <translation>说了什么的编号</translation>
    </message>
    <message>
        <source>ids to rebuild the sound</source>
        <translation>用来重建声音的编号</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>No public price is known here</source>
        <translation>这里没有公开的价格</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1&#x2009;个词元</translation>
    </message>
    <message>
        <source>%1: windows of 30 s, 1,500 positions each = %2</source>
        <translation>%1：30 s&#x2009;一个窗口，每个&#x2009;1,500&#x2009;个位置 = %2</translation>
    </message>
    <message>
        <source>%1 × %2 a second, rounded up = %3</source>
        <translation>%1 × 每秒&#x2009;%2&#x2009;个，向上取整 = %3</translation>
    </message>
    <message>
        <source>%1 × %2 Hz / %3 samples a frame = %4 frames × %5 codebooks = %6</source>
        <translation>%1 × %2 Hz / 每帧&#x2009;%3&#x2009;个采样 = %4&#x2009;帧 × %5&#x2009;个码本 = %6</translation>
    </message>
    <message>
        <source>%1: seven convolutions make a frame of every 320 samples = %2</source>
        <translation>%1：七层卷积把每&#x2009;320&#x2009;个采样变成一帧 = %2</translation>
    </message>
    <message>
        <source>%1: patches of 16 × 16, 10 apart, and two special tokens = %2</source>
        <translation>%1：16 × 16&#x2009;的图块，间隔&#x2009;10，再加两个特殊词元 = %2</translation>
    </message>
    <message>
        <source>Rule of %1, source: %2</source>
        <translation>%1&#x2009;年的规则，来源：%2</translation>
    </message>
    <message>
        <source>cited from memory</source>
        <translation>凭记忆引用</translation>
    </message>
    <message>
        <source>price: $%1 a minute (%2)</source>
        <translation>价格：每分钟&#x2009;$%1（%2）</translation>
    </message>
    <message>
        <source>price: $%1 for a million tokens of %2 (%3)</source>
        <translation>价格：%2&#x2009;每百万词元&#x2009;$%1（%3）</translation>
    </message>
    <message>
        <source>Counting rules</source>
        <translation>计数规则</translation>
    </message>
</context>
<context>
    <name>tokenarium::SoundSession</name>
    <message>
        <source>Recording %1</source>
        <translation>录音&#x2009;%1</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>打开&#x2009;%1</translation>
    </message>
</context>
<context>
    <name>tokenarium::SoundTokensView</name>
    <message>
        <source>How it is cut</source>
        <translation>切分方式</translation>
    </message>
    <message>
        <source>Window of the model</source>
        <translation>模型的窗口</translation>
    </message>
    <message>
        <source>The spectrogram becomes a row of tokens, as a picture or a text does. Point at one: the strip at the top shows its place, the waveform its time.</source>
        <translation>声谱图和图片、文本一样，也变成一行词元。指向一个：顶部的条带显示它的位置，波形显示它的时间。</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>切分</translation>
    </message>
    <message>
        <source>Whisper: two convolutions, the second takes every other</source>
        <translation>Whisper：两层卷积，第二层隔一取一</translation>
    </message>
    <message>
        <source>Audio Spectrogram Transformer: overlapping patches</source>
        <translation>Audio Spectrogram Transformer：重叠的图块</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>The model reads one window at a time, filled up with silence</source>
        <translation>模型一次读一个窗口，不足的用静音补满</translation>
    </message>
    <message>
        <source>Only the stretch of time of this token (Space in the picture)</source>
        <translation>只播放这个词元的时间段（在图中按空格键）</translation>
    </message>
    <message>
        <source>Spectrogram with tokens</source>
        <translation>带词元的声谱图</translation>
    </message>
    <message>
        <source>Wheel: zoom, with Shift scroll. Arrow keys: from token to token.</source>
        <translation>滚轮：缩放，按住&#x2009;Shift&#x2009;滚动。方向键：在词元间移动。</translation>
    </message>
    <message>
        <source>The numbers of the patch</source>
        <translation>图块的数字</translation>
    </message>
    <message>
        <source>What reaches the token</source>
        <translation>到达词元的内容</translation>
    </message>
    <message>
        <source> of %1</source>
        <translation> / %1</translation>
    </message>
    <message>
        <source>computing…</source>
        <translation>计算中…</translation>
    </message>
    <message>
        <source>%1 of sound = %2 frames → windows of 30 s: %3, filled up with silence: %4 frames → %5 positions. %6 of them have sound; the veil covers what was added.</source>
        <translation>%1&#x2009;的声音 = %2&#x2009;帧 → 30 s&#x2009;的窗口&#x2009;%3&#x2009;个，用静音补满：%4&#x2009;帧 → %5&#x2009;个位置。其中&#x2009;%6&#x2009;个有声音；蒙上的部分是补的。</translation>
    </message>
    <message>
        <source>%1 bands × %2 frames; patches of %3 × %3, %4 apart, so that neighbours share %5: %6 × %7 = %8 patches, with two special tokens %9.</source>
        <translation>%1&#x2009;个频带 × %2&#x2009;帧；图块&#x2009;%3 × %3，间隔&#x2009;%4，相邻图块共用&#x2009;%5：%6 × %7 = %8&#x2009;个图块，加两个特殊词元共&#x2009;%9&#x2009;个。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Play this token&apos;s time</source>
        <translation>播放这个词元的时间段</translation>
    </message>
    <message>
        <source>Position %1 of 1,500 in window %2: %3 to %4</source>
        <translation>第&#x2009;%2&#x2009;个窗口，1,500&#x2009;个位置中的第&#x2009;%1&#x2009;个：%3&#x2009;到&#x2009;%4</translation>
    </message>
    <message>
        <source>It stands for frames %1 and %2, in all bands. The first convolution looks at three neighbouring frames, the second at three of its results and takes every other place: so frames %3 … %4 reach this token, and 100 frames a second become 50 tokens.</source>
        <translation>它代表第&#x2009;%1&#x2009;和第&#x2009;%2&#x2009;帧的全部频带。第一层卷积看三个相邻的帧，第二层看它的三个结果并隔一取一：所以第&#x2009;%3 … %4&#x2009;帧会到达这个词元，每秒&#x2009;100&#x2009;帧变成&#x2009;50&#x2009;个词元。</translation>
    </message>
    <message>
        <source>mel frames</source>
        <translation>梅尔帧</translation>
    </message>
    <message>
        <source>first convolution</source>
        <translation>第一层卷积</translation>
    </message>
    <message>
        <source>token %1</source>
        <translation>词元&#x2009;%1</translation>
    </message>
    <message>
        <source>Token 0: [CLS]</source>
        <translation>词元&#x2009;0：[CLS]</translation>
    </message>
    <message>
        <source>Token 1: distillation token</source>
        <translation>词元&#x2009;1：蒸馏词元</translation>
    </message>
    <message>
        <source>It stands for no patch: its row of numbers is learnt in training, and the model collects there what it makes of the whole sound.</source>
        <translation>它不代表任何图块：它的一行数字是训练中学到的，模型在那里汇总对整段声音的理解。</translation>
    </message>
    <message>
        <source>Token %1 of %2: patch in row %3 of %4 from below, column %5 of %6</source>
        <translation>词元&#x2009;%1（共&#x2009;%2&#x2009;个）：从下数第&#x2009;%3&#x2009;行（共&#x2009;%4&#x2009;行），第&#x2009;%5&#x2009;列（共&#x2009;%6&#x2009;列）的图块</translation>
    </message>
    <message>
        <source>Time %1 to %2 (frames %3 … %4), bands %5 … %6: %7 to %8. Its %9 numbers become one token; 6 rows and columns of them belong to its neighbours too.</source>
        <translation>时间&#x2009;%1&#x2009;到&#x2009;%2（第&#x2009;%3 … %4&#x2009;帧），频带&#x2009;%5 … %6：%7&#x2009;到&#x2009;%8。它的&#x2009;%9&#x2009;个数字变成一个词元；其中&#x2009;6&#x2009;行&#x2009;6&#x2009;列也属于相邻的图块。</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
</context>
<context>
    <name>tokenarium::SourceStrips</name>
    <message>
        <source>%1. Click to go where it comes from.</source>
        <translation>%1。点击即可到它的来处。</translation>
    </message>
    <message>
        <source>%1, %2 of %3: %4</source>
        <translation>%1，第 %2 个，共 %3 个：%4</translation>
    </message>
</context>
<context>
    <name>tokenarium::SpaceSection</name>
    <message>
        <source>Each token is a row of the embedding table, a point in a space of many dimensions. This is the plane on which the chosen points lie farthest apart (principal components).</source>
        <translation>每个词元是嵌入表的一行，也就是高维空间里的一个点。这里画的是让所选的点分得最开的平面（主成分）。</translation>
    </message>
    <message>
        <source>Tokens of the text</source>
        <translation>文本中的词元</translation>
    </message>
    <message>
        <source>Nearest to the lit token</source>
        <translation>离选中词元最近的</translation>
    </message>
    <message>
        <source>Which tokens</source>
        <translation>哪些词元</translation>
    </message>
    <message>
        <source>Words, with commas between them</source>
        <translation>词，用逗号分隔</translation>
    </message>
    <message>
        <source>Embedding space</source>
        <translation>嵌入空间</translation>
    </message>
    <message>
        <source>%1 points in %2 dimensions; the two axes show %3 of how they differ, the rest cannot be seen here.</source>
        <translation>%2 维空间中的 %1 个点；两条轴显示了差异的 %3，其余在这里看不到。</translation>
    </message>
    <message>
        <source>Words I choose</source>
        <translation>自选的词</translation>
    </message>
</context>
<context>
    <name>tokenarium::SpectrogramView</name>
    <message>
        <source>A speech model does not hear samples. It reads this picture: each column is a moment, each row a band of pitch, each cell one number that says how loud it is there.</source>
        <translation>语音模型听到的不是采样，它读的是这幅图：每列是一个时刻，每行是一个频带，每格一个数字，表示那里有多响。</translation>
    </message>
    <message>
        <source>Log-mel spectrogram</source>
        <translation>对数梅尔声谱图</translation>
    </message>
    <message>
        <source>Click: cursor. Drag: select. Wheel: zoom, with Shift scroll.</source>
        <translation>单击：光标。拖动：选择。滚轮：缩放，按住&#x2009;Shift&#x2009;滚动。</translation>
    </message>
    <message>
        <source>Loudness</source>
        <translation>响度</translation>
    </message>
    <message>
        <source>Decibels below the loudest value of the sound, and the number that the model reads</source>
        <translation>比声音最响处低多少分贝，以及模型读到的数字</translation>
    </message>
    <message>
        <source>computing…</source>
        <translation>计算中…</translation>
    </message>
    <message>
        <source>%1 samples → %2 frames of %3 ms, one every %4 ms, × %5 bands = %6 numbers (%7 a second instead of %8 samples)</source>
        <translation>%1&#x2009;个采样 → %2&#x2009;帧，每帧&#x2009;%3 ms，每&#x2009;%4 ms&#x2009;一帧，× %5&#x2009;个频带 = %6&#x2009;个数字（每秒&#x2009;%7&#x2009;个，代替&#x2009;%8&#x2009;个采样）</translation>
    </message>
    <message>
        <source>The sound is shorter than one hop of %1 samples: there is no frame.</source>
        <translation>声音短于一个步长（%1&#x2009;个采样）：没有帧。</translation>
    </message>
    <message>
        <source>%1, frame %2 · band %3 of %4, about %5 (%6 mel) · %7 dB below the loudest, as a number %8</source>
        <translation>%1，第&#x2009;%2&#x2009;帧 · 第&#x2009;%3&#x2009;个频带（共&#x2009;%4&#x2009;个），约&#x2009;%5（%6 mel）· 比最响处低&#x2009;%7 dB，数字为&#x2009;%8</translation>
    </message>
    <message>
        <source>Under the cursor, the loudest band: %1</source>
        <translation>光标处最响的频带：%1</translation>
    </message>
    <message>
        <source>Spectrogram</source>
        <translation>声谱图</translation>
    </message>
</context>
<context>
    <name>tokenarium::SpeedPanel</name>
    <message>
        <source>The first token came after %1 (reading the prompt of %2 tokens and choosing). Measured here.</source>
        <translation>首词元用了&#x2009;%1（读入&#x2009;%2&#x2009;个词元的提示词并选择）。本机实测。</translation>
    </message>
    <message>
        <source>The first token came after %1 (time to first token, for a prompt of %2), then one every %3: %4 tokens/s. Measured here.</source>
        <translation>首词元用了&#x2009;%1（首词元延迟，提示词&#x2009;%2&#x2009;个词元），此后每&#x2009;%3&#x2009;一个：每秒&#x2009;%4&#x2009;个词元。本机实测。</translation>
    </message>
    <message>
        <source>From token to token (inter-token latency): median %1, 95 % within %2, jitter (standard deviation) %3, over %4 tokens, the likeliest each time.</source>
        <translation>词元间延迟：中位数&#x2009;%1，95 %&#x2009;在&#x2009;%2&#x2009;以内，抖动（标准差）%3，共&#x2009;%4&#x2009;个词元，每次取最可能的一个。</translation>
    </message>
    <message>
        <source>Each token reads %1 (computed); this machine reads %2 (measured): at most %3 tokens/s. Reached: %4.</source>
        <translation>每个词元要读&#x2009;%1（计算得出）；本机读取速度&#x2009;%2（实测）：每秒至多&#x2009;%3&#x2009;个词元。达到了&#x2009;%4。</translation>
    </message>
    <message>
        <source>Tokens per second on a log scale. Below the line: published as of %1, not measured here; point at one for its source.</source>
        <translation>每秒词元数，对数刻度。线下方是截至&#x2009;%1&#x2009;的公布数据，并非本机测得；指向其中一个可看来源。</translation>
    </message>
    <message>
        <source>this model, here</source>
        <translation>这个模型，在本机</translation>
    </message>
    <message>
        <source>%1 tokens/s, measured here</source>
        <translation>每秒&#x2009;%1&#x2009;个词元，本机实测</translation>
    </message>
    <message>
        <source>bound of this machine&apos;s memory</source>
        <translation>本机内存的上限</translation>
    </message>
    <message>
        <source>%1 tokens/s, computed from the bytes of a token and the measured speed of reading</source>
        <translation>每秒&#x2009;%1&#x2009;个词元，由每词元字节数和实测读取速度算出</translation>
    </message>
    <message>
        <source>a person reading</source>
        <translation>人的阅读速度</translation>
    </message>
    <message>
        <source>70B on two H100, one user</source>
        <translation>70B&#x2009;模型，两块&#x2009;H100，单用户</translation>
    </message>
    <message>
        <source>Llama 4 Maverick on a DGX B200</source>
        <translation>Llama 4 Maverick，DGX B200</translation>
    </message>
    <message>
        <source>10,000: 70B on a B200, all users</source>
        <translation>10,000：70B&#x2009;模型，一块&#x2009;B200，所有用户</translation>
    </message>
    <message>
        <source>8B in fixed hardware</source>
        <translation>固化在硬件中的&#x2009;8B&#x2009;模型</translation>
    </message>
    <message>
        <source>%1 tokens/s, %2: %3</source>
        <translation>每秒&#x2009;%1&#x2009;个词元，%2：%3</translation>
    </message>
    <message>
        <source>computed from what was published</source>
        <translation>由公布数据算出</translation>
    </message>
    <message>
        <source>published</source>
        <translation>公布数据</translation>
    </message>
    <message>
        <source>Speeds compared</source>
        <translation>速度比较</translation>
    </message>
    <message>
        <source>Each token reads %1 (computed). How fast this card reads its memory could not be measured, so no bound is known.</source>
        <translation>每个词元要读取 %1（计算得出）。无法测得这块显卡读取显存的速度，因此上限未知。</translation>
    </message>
</context>
<context>
    <name>tokenarium::SpeedScale</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>tokenarium::SplitPicture</name>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>存放</translation>
    </message>
    <message>
        <source>%1 in bytes</source>
        <translation>%1（字节）</translation>
    </message>
</context>
<context>
    <name>tokenarium::SplitView</name>
    <message>
        <source>Way to split</source>
        <translation>拆分方式</translation>
    </message>
    <message>
        <source>Kind of step</source>
        <translation>步的种类</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>GPUs</source>
        <translation>GPU&#x2009;数</translation>
    </message>
    <message>
        <source>Tokens of a text</source>
        <translation>每段文本的词元</translation>
    </message>
    <message>
        <source>Texts at once</source>
        <translation>同时处理的文本</translation>
    </message>
    <message>
        <source>A model too large for one GPU lies on several. Each box is a GPU, as high as its memory; the arrows are what they must send each other in every step.</source>
        <translation>一个&#x2009;GPU&#x2009;放不下的模型可分放在几个上。每个方框是一个&#x2009;GPU，高度表示显存；箭头是每一步必须互相发送的内容。</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>拆分</translation>
    </message>
    <message>
        <source>What the GPUs divide among them</source>
        <translation>各&#x2009;GPU&#x2009;分担什么</translation>
    </message>
    <message>
        <source>by layers</source>
        <translation>按层</translation>
    </message>
    <message>
        <source>by tensors</source>
        <translation>按张量</translation>
    </message>
    <message>
        <source>by experts</source>
        <translation>按专家</translation>
    </message>
    <message>
        <source>In one step</source>
        <translation>每一步</translation>
    </message>
    <message>
        <source>What goes through the model at once</source>
        <translation>一次通过模型的内容</translation>
    </message>
    <message>
        <source>each text gets a token</source>
        <translation>每段文本写一个词元</translation>
    </message>
    <message>
        <source>the prompts are read</source>
        <translation>读取提示词</translation>
    </message>
    <message>
        <source>the model is trained</source>
        <translation>训练模型</translation>
    </message>
    <message>
        <source>Weights in</source>
        <translation>权重格式</translation>
    </message>
    <message>
        <source>Number format of the weights; in training 16 bytes each</source>
        <translation>权重的数字格式；训练时每个&#x2009;16&#x2009;字节</translation>
    </message>
    <message>
        <source>Its memory is the height of the boxes</source>
        <translation>方框高度为其显存</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Length of each text: the prompt and what is written</source>
        <translation>每段文本的长度：提示词加上写出的内容</translation>
    </message>
    <message>
        <source>The batch</source>
        <translation>批的大小</translation>
    </message>
    <message>
        <source>This file of weights says nothing of its width, heads or cache: weights only, and no traffic.</source>
        <translation>这个权重文件没有说明宽度、头数和缓存：只显示权重，没有通信量。</translation>
    </message>
    <message>
        <source>This model has no experts: every GPU would hold all of it. By layers or by tensors it can be split.</source>
        <translation>这个模型没有专家：每个&#x2009;GPU&#x2009;都要存放全部。可以按层或按张量拆分。</translation>
    </message>
    <message>
        <source>The %1 heads cannot be divided evenly among %2 GPUs; programs refuse that.</source>
        <translation>%1&#x2009;个头不能平均分给&#x2009;%2&#x2009;个&#x2009;GPU；程序会拒绝这样做。</translation>
    </message>
    <message>
        <source>Cheapest in traffic, but one text keeps only one GPU at work at a time.</source>
        <translation>通信量最小，但一段文本每次只让一个&#x2009;GPU&#x2009;工作。</translation>
    </message>
    <message>
        <source>All GPUs work on every token, so they must add up their parts twice in every layer: it wants fast links.</source>
        <translation>所有&#x2009;GPU&#x2009;都处理每个词元，因此每层要把各自的部分相加两次：需要高速互连。</translation>
    </message>
    <message>
        <source>Each token travels to the GPUs of its experts and back; all that is not an expert lies on every GPU.</source>
        <translation>每个词元被送到其专家所在的&#x2009;GPU&#x2009;再送回；专家以外的部分每个&#x2009;GPU&#x2009;都有一份。</translation>
    </message>
    <message>
        <source>Training state of 16 bytes a parameter, without activations.</source>
        <translation>训练状态每参数&#x2009;16&#x2009;字节，不含激活值。</translation>
    </message>
    <message>
        <source>like these</source>
        <translation>与此相同</translation>
    </message>
    <message>
        <source>GPU %1</source>
        <translation>GPU %1</translation>
    </message>
    <message>
        <source>%1 on one GPU: %2</source>
        <translation>%1&#x2009;在一个&#x2009;GPU&#x2009;上：%2</translation>
    </message>
    <message>
        <source>%1 on %2 GPUs: up to %3 on each</source>
        <translation>%1&#x2009;在&#x2009;%2&#x2009;个&#x2009;GPU&#x2009;上：每个最多&#x2009;%3</translation>
    </message>
    <message>
        <source>, which fits</source>
        <translation>，放得下</translation>
    </message>
    <message>
        <source>, which does not fit</source>
        <translation>，放不下</translation>
    </message>
    <message>
        <source>each arrow: %1 a step</source>
        <translation>每个箭头：每步&#x2009;%1</translation>
    </message>
    <message>
        <source>round the ring: each GPU sends %1 a step</source>
        <translation>沿环传递：每个&#x2009;GPU&#x2009;每步发送&#x2009;%1</translation>
    </message>
    <message>
        <source>all to all: each GPU sends %1 a step</source>
        <translation>全互换：每个&#x2009;GPU&#x2009;每步发送&#x2009;%1</translation>
    </message>
    <message>
        <source>+ %1</source>
        <translation>另&#x2009;%1&#x2009;个</translation>
    </message>
    <message>
        <source>Model parallelism splits a model over several GPUs.</source>
        <translation>模型并行把模型拆分到多个&#x2009;GPU&#x2009;上。</translation>
    </message>
    <message>
        <source>So it does, in three ways, and each has its price in what must be sent: here %1 a step.</source>
        <translation>确实如此，有三种方式，代价都是必须发送的数据：这里每步&#x2009;%1。</translation>
    </message>
</context>
<context>
    <name>tokenarium::StageDetails</name>
    <message>
        <source>Attention head</source>
        <translation>注意力头</translation>
    </message>
    <message>
        <source>The attention head whose numbers are shown</source>
        <translation>显示哪个注意力头的数</translation>
    </message>
    <message>
        <source>Numbers of this stage</source>
        <translation>这一步的数</translation>
    </message>
    <message>
        <source>What the chosen number was made of</source>
        <translation>所选的数由什么得来</translation>
    </message>
    <message>
        <source>head %1 of %2</source>
        <translation>头 %1 / %2</translation>
    </message>
    <message>
        <source>token</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>channel</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>token that reads</source>
        <translation>读的词元</translation>
    </message>
    <message>
        <source>token that is read</source>
        <translation>被读的词元</translation>
    </message>
    <message>
        <source>channel of the head</source>
        <translation>头内通道</translation>
    </message>
    <message>
        <source>cosines, then sines</source>
        <translation>先余弦，后正弦</translation>
    </message>
    <message>
        <source>next token</source>
        <translation>下一词元</translation>
    </message>
    <message>
        <source>The numbers of this stage were not kept.</source>
        <translation>这一步的数没有保留。</translation>
    </message>
    <message>
        <source>How these numbers came about was not kept: the model is too large for that.</source>
        <translation>这些数的由来没有保留：模型太大了。</translation>
    </message>
    <message>
        <source>The weights have 8 bits, and the program rounds the inputs of this product to 8 bits too: it got %1; without that rounding the sum is %2, which is %3 away.</source>
        <translation>权重为 8 位，程序把这个乘积的输入也舍入到 8 位：得到 %1；不舍入则和为 %2，相差 %3。</translation>
    </message>
    <message>
        <source>%1, column %2 of %3 rows</source>
        <translation>%1，%3 行的第 %2 列</translation>
    </message>
    <message>
        <source>%1, one number</source>
        <translation>%1，一个数</translation>
    </message>
    <message>
        <source>%1, row %2</source>
        <translation>%1，行 %2</translation>
    </message>
    <message>
        <source>%1, row %2 ‘%3’</source>
        <translation>%1，行 %2 ‘%3’</translation>
    </message>
    <message>
        <source>The text is at its end: the end mark was chosen, or the context is full.</source>
        <translation>文本已结束：选中了结束标记，或上下文已满。</translation>
    </message>
    <message>
        <source>The model is reading.</source>
        <translation>模型正在读。</translation>
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
    <message>
        <source>Share of the context window that the prompt fills</source>
        <translation>提示词占上下文窗口的份额</translation>
    </message>
    <message>
        <source>Tokens: %1 in %2 parts</source>
        <translation>词元：%1（%2&#x2009;个部分）</translation>
    </message>
</context>
<context>
    <name>tokenarium::StepView</name>
    <message>
        <source>The model is reading the prompt.</source>
        <translation>模型正在读提示词。</translation>
    </message>
    <message>
        <source>The model is being opened.</source>
        <translation>正在打开模型。</translation>
    </message>
    <message>
        <source>This model is too large to keep every step of %1 tokens (%2): only the layers are shown.</source>
        <translation>模型太大，留不下 %1 个词元的每一步（%2）：只显示各层。</translation>
    </message>
    <message>
        <source>stage %1 of %2: %3</source>
        <translation>第 %1 / %2 步：%3</translation>
    </message>
    <message>
        <source>Map of the model</source>
        <translation>模型地图</translation>
    </message>
    <message>
        <source>First stage</source>
        <translation>第一步</translation>
    </message>
    <message>
        <source>Go to the first stage</source>
        <translation>到第一步</translation>
    </message>
    <message>
        <source>Back one stage</source>
        <translation>退一步</translation>
    </message>
    <message>
        <source>Back one stage (comma or Page Up)</source>
        <translation>退一步（逗号或 Page Up）</translation>
    </message>
    <message>
        <source>Step ▶</source>
        <translation>下一步 ▶</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>逐步</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>All stages</source>
        <translation>全部步骤</translation>
    </message>
    <message>
        <source>The loop</source>
        <translation>循环</translation>
    </message>
    <message>
        <source>The loop that articles print, beside the loop as it really is</source>
        <translation>文章里的循环，旁边是实际的循环</translation>
    </message>
    <message>
        <source>stage %1 of %2: layer %3, %4</source>
        <translation>第 %1 / %2 步：第 %3 层，%4</translation>
    </message>
    <message>
        <source>On to the next stage (Space, full stop or Page Down); after the last one the token is added</source>
        <translation>到下一步（空格、句号或 Page Down）；最后一步之后加上这个词元</translation>
    </message>
    <message>
        <source>1 stage a second</source>
        <translation>每秒 1 步</translation>
    </message>
    <message>
        <source>%1 stages a second</source>
        <translation>每秒 %1 步</translation>
    </message>
    <message>
        <source>Play steps</source>
        <translation>自动走步</translation>
    </message>
    <message>
        <source>Step by itself, at the pace that the arrow offers (now %1)</source>
        <translation>自动一步步走，快慢由箭头选择（现在%1）</translation>
    </message>
</context>
<context>
    <name>tokenarium::SwitchGrid</name>
    <message>
        <source>%1, %2: on</source>
        <translation>%1，%2：开着</translation>
    </message>
    <message>
        <source>%1, %2: switched off</source>
        <translation>%1，%2：已关闭</translation>
    </message>
</context>
<context>
    <name>tokenarium::TabbedPage</name>
    <message>
        <source>Views of this room</source>
        <translation>此房间的视图</translation>
    </message>
</context>
<context>
    <name>tokenarium::TensorTable</name>
    <message>
        <source>Tensors</source>
        <translation>张量</translation>
    </message>
</context>
<context>
    <name>tokenarium::TensorTableModel</name>
    <message>
        <source>Tensor</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>参数个数</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>份额</translation>
    </message>
    <message>
        <source>What for</source>
        <translation>用途</translation>
    </message>
</context>
<context>
    <name>tokenarium::TextBytes</name>
    <message>
        <source>the file is larger than 1 GB; open a part of it.</source>
        <translation>文件大于&#x2009;1 GB；请打开其中一部分。</translation>
    </message>
</context>
<context>
    <name>tokenarium::TextChoiceBox</name>
    <message>
        <source>Texts to train with</source>
        <translation>用来训练的文本</translation>
    </message>
    <message>
        <source>Texts (*.txt *.md);;All files (*)</source>
        <translation>文本 (*.txt *.md);;所有文件 (*)</translation>
    </message>
    <message>
        <source>%1 – not on this machine</source>
        <translation>%1——这台机器上没有</translation>
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
    <message>
        <source>Add a part</source>
        <translation>添加部分</translation>
    </message>
    <message>
        <source>Make a prompt of several parts: another text, or files with sounds, pictures, films, genes, series</source>
        <translation>组成多个部分的提示词：另一段文本，或声音、图像、视频、基因、序列的文件</translation>
    </message>
</context>
<context>
    <name>tokenarium::ThroughputView</name>
    <message>
        <source>One person gets</source>
        <translation>每个人得到</translation>
    </message>
    <message>
        <source>1 ÷ time of a step</source>
        <translation>1 ÷ 每步时间</translation>
    </message>
    <message>
        <source>All together get</source>
        <translation>全部人共得到</translation>
    </message>
    <message>
        <source>batch ÷ time of a step; prompts are read in between</source>
        <translation>批 ÷ 每步时间；其间还要读提示词</translation>
    </message>
    <message>
        <source>Each GPU gives</source>
        <translation>每块 GPU 给出</translation>
    </message>
    <message>
        <source>together ÷ GPUs</source>
        <translation>合计 ÷ GPU 数</translation>
    </message>
    <message>
        <source>Gain over one request at a time</source>
        <translation>与逐个处理相比</translation>
    </message>
    <message>
        <source>%1 tokens, %2 waiting</source>
        <translation>词元 %1，等待 %2</translation>
    </message>
    <message>
        <source>together ÷ batch of 1; step ÷ step of 1</source>
        <translation>合计 ÷ 批为 1 时；每步时间 ÷ 批为 1 时</translation>
    </message>
    <message>
        <source>The article says that a batch of 32 is more efficient than single requests: this is by how much</source>
        <translation>文章说批量 32 比单条处理更高效：这里给出高效多少</translation>
    </message>
    <message>
        <source>Largest batch that fits</source>
        <translation>放得下的最大批</translation>
    </message>
    <message>
        <source>(memory − weights) ÷ (context × cache of a token), whole</source>
        <translation>(显存 − 权重) ÷ (上下文 × 每词元缓存)，取整</translation>
    </message>
    <message>
        <source>Largest batch that is quick enough</source>
        <translation>足够快的最大批</translation>
    </message>
    <message>
        <source>none</source>
        <translation>没有</translation>
    </message>
    <message>
        <source>the largest batch whose step takes at most the gap that is allowed, and that fits</source>
        <translation>每步时间不超过允许的间隔、且放得下的最大批</translation>
    </message>
    <message>
        <source>a step of %1 requests takes %2, at most %3 is allowed</source>
        <translation>%1 个请求的一步用 %2，至多允许 %3</translation>
    </message>
    <message>
        <source>a step of one request takes %1, at most %2 is allowed</source>
        <translation>一个请求的一步用 %1，至多允许 %2</translation>
    </message>
    <message>
        <source>Critical batch</source>
        <translation>临界批</translation>
    </message>
    <message>
        <source>peak × efficiency × bytes of a parameter ÷ (2 × bandwidth): from here on computing takes longer than reading the weights</source>
        <translation>峰值 × 效率 × 每参数字节 ÷ (2 × 带宽)：从这里起，计算比读取权重更久</translation>
    </message>
    <message>
        <source>Speed that is needed</source>
        <translation>需要的速度</translation>
    </message>
    <message>
        <source>Your own: 1 ÷ the gap that is allowed</source>
        <translation>您自己的：1 ÷ 允许的间隔</translation>
    </message>
    <message>
        <source>Prefill with a prefix cache</source>
        <translation>有前缀缓存时的预填充</translation>
    </message>
    <message>
        <source>2 × parameters × tokens that are not cached ÷ (peak × efficiency)</source>
        <translation>2 × 参数 × 未缓存的词元 ÷ (峰值 × 效率)</translation>
    </message>
    <message>
        <source>%1 of %2 tokens are cached: %3 of the work is saved; without the cache %4</source>
        <translation>%2 个词元中缓存了 %1 个：省去 %3 的工作；没有缓存时 %4</translation>
    </message>
    <message>
        <source>With speculative decoding</source>
        <translation>用推测解码</translation>
    </message>
    <message>
        <source>tokens per pass = (1 − a^(g + 1)) ÷ (1 − a); faster by tokens per pass ÷ (g × c + 1)</source>
        <translation>每次通过的词元 = (1 − a^(g + 1)) ÷ (1 − a)；加速 = 每次通过的词元 ÷ (g × c + 1)</translation>
    </message>
    <message>
        <source>a = %1 accepted, g = %2 proposed, c = %3 of a pass each: %4 tokens per pass; a gap of %5 instead of %6</source>
        <translation>接受率 a = %1，提议 g = %2 个，每个提议费用 c = %3 次通过：每次通过 %4 个词元；间隔 %5，而不是 %6</translation>
    </message>
    <message>
        <source>Leviathan et al. 2023, arXiv 2211.17192; while memory is the limit. Acceptance, proposals and their cost are assumptions, under “More”.</source>
        <translation>Leviathan 等 2023，arXiv 2211.17192；适用于内存为瓶颈时。接受率、提议数及其费用是假设，见“更多”。</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>放不下</translation>
    </message>
    <message>
        <source>batch %1</source>
        <translation>批 %1</translation>
    </message>
    <message>
        <source>published: Llama 3.3 70B on 2 H100</source>
        <translation>公布：Llama 3.3 70B，2 块 H100</translation>
    </message>
    <message>
        <source>%1 requests at once do not fit into the memory</source>
        <translation>同时 %1 个请求放不进显存</translation>
    </message>
    <message>
        <source>%1 people at once: %2 for each is enough, %3 for all together</source>
        <translation>同时 %1 人：每人 %2，够用；合计 %3</translation>
    </message>
    <message>
        <source>%1 people at once: %2 for each is too slow, %3 are needed</source>
        <translation>同时 %1 人：每人 %2，太慢；需要 %3</translation>
    </message>
    <message>
        <source>Tokens per second for one person</source>
        <translation>每人每秒词元数</translation>
    </message>
    <message>
        <source>Tokens per second for all together</source>
        <translation>全部人合计每秒词元数</translation>
    </message>
    <message>
        <source>A larger batch gives everybody together more tokens and each person fewer: what is fast enough depends on what it is for. Vertical lines are the speeds that four uses need.</source>
        <translation>批越大，全部人合计得到的词元越多，每个人得到的越少：多快才够，要看用途。竖线是四种用途所需的速度。</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批</translation>
    </message>
    <message>
        <source>People who are answered at the same time by one server</source>
        <translation>一台服务器同时回答的人数</translation>
    </message>
    <message>
        <source>Gap allowed</source>
        <translation>允许的间隔</translation>
    </message>
    <message>
        <source>From one token to the next, at the most; the use cases set it</source>
        <translation>从一个词元到下一个，至多；由用途设定</translation>
    </message>
    <message>
        <source>Cached prompt</source>
        <translation>已缓存的提示词</translation>
    </message>
    <message>
        <source>Share of the prompt whose keys and values lie in a prefix cache: a system prompt, earlier turns</source>
        <translation>键与值已在前缀缓存中的提示词比例：系统提示、之前的对话</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>接受率</translation>
    </message>
    <message>
        <source>How often a token that the small model proposes is right</source>
        <translation>小模型提议的词元有多常正确</translation>
    </message>
    <message>
        <source>Proposed</source>
        <translation>提议</translation>
    </message>
    <message>
        <source>Tokens that a small model proposes before the large one checks them in one pass</source>
        <translation>小模型先提议的词元数，再由大模型一次检查</translation>
    </message>
    <message>
        <source>A proposal costs</source>
        <translation>一个提议费用</translation>
    </message>
    <message>
        <source>Of a pass of the large model</source>
        <translation>相当于大模型一次通过的比例</translation>
    </message>
    <message>
        <source>Throughput</source>
        <translation>吞吐量</translation>
    </message>
    <message>
        <source>If all ask again at once</source>
        <translation>若所有人立刻再问</translation>
    </message>
    <message>
        <source>Little&apos;s law: people ÷ end to end</source>
        <translation>Little 定律：人数 ÷ 端到端</translation>
    </message>
    <message>
        <source>%1 ÷ %2 = %3; × %4 tokens = %5</source>
        <translation>%1 ÷ %2 = %3；× %4 个词元 = %5</translation>
    </message>
    <message>
        <source>So benchmarks load a server: always as many requests as the batch has places</source>
        <translation>基准测试就这样加载服务器：请求数始终等于批的席位数</translation>
    </message>
    <message>
        <source>10,000 tokens/s for one person need</source>
        <translation>一个人要 10,000 词元/秒，需要</translation>
    </message>
    <message>
        <source>tokens/s × parameters × bytes of a parameter: all weights are read for each token</source>
        <translation>词元/秒 × 参数 × 每参数字节：每个词元都要读全部权重</translation>
    </message>
    <message>
        <source>%1 × %2 × %3 B = %4; this server reads %5</source>
        <translation>%1 × %2 × %3 B = %4；这台服务器读取 %5</translation>
    </message>
    <message>
        <source>The second article expects inference to exceed 10,000 tokens/s. For all people together servers do so today; for one person it takes other memory, or tricks as below.</source>
        <translation>第二篇文章预期推理速度可能突破 10,000 词元/秒。就所有人合计而言，服务器今天已经做到；对一个人则需要另一种内存，或下面的技巧。</translation>
    </message>
</context>
<context>
    <name>tokenarium::TimeLink</name>
    <message>
        <source>%1; selected: %2 to %3</source>
        <translation>%1；已选：%2&#x2009;到&#x2009;%3</translation>
    </message>
</context>
<context>
    <name>tokenarium::TimeStrip</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
</context>
<context>
    <name>tokenarium::TimeView</name>
    <message>
        <source>Nothing is measured yet.</source>
        <translation>还没有测量。</translation>
    </message>
    <message>
        <source>How fast</source>
        <translation>有多快</translation>
    </message>
    <message>
        <source>Where the time goes</source>
        <translation>时间花在哪里</translation>
    </message>
    <message>
        <source>Several texts at once</source>
        <translation>多段文本同时处理</translation>
    </message>
    <message>
        <source>Measure all sizes</source>
        <translation>测量所有批大小</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>测量</translation>
    </message>
    <message>
        <source>Measures batches of 1 to 64 texts, one after another</source>
        <translation>依次测量&#x2009;1&#x2009;到&#x2009;64&#x2009;段文本的批</translation>
    </message>
    <message>
        <source>Measures 64 tokens after the prompt, and every operation</source>
        <translation>测量提示词之后的&#x2009;64&#x2009;个词元，以及每次运算</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>How long this model takes here, in real forward passes: reading the prompt at once (prefill), then going on token by token (decoding).</source>
        <translation>这个模型在本机上需要多久（真实的前向计算）：先一次读完提示词（预填充），再逐个词元继续（解码）。</translation>
    </message>
    <message>
        <source>Computed on the processor with %1 threads.</source>
        <translation>由处理器以 %1 个线程计算。</translation>
    </message>
    <message>
        <source>Computed on the GPU: %1.</source>
        <translation>由 GPU 计算：%1。</translation>
    </message>
    <message>
        <source>No GPU is used: %1.</source>
        <translation>未使用 GPU：%1。</translation>
    </message>
    <message>
        <source>Why GPUs?</source>
        <translation>为什么用 GPU？</translation>
    </message>
    <message>
        <source>Measures every step once more, and longer</source>
        <translation>把每一步再测一遍，时间更长</translation>
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
    <name>tokenarium::TokenRow</name>
    <message>
        <source>%1, token %2 of %3</source>
        <translation>%1，第 %2 个词元，共 %3 个</translation>
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
    <name>tokenarium::TrainView</name>
    <message>
        <source>Learning the tokenizer …</source>
        <translation>正在学习分词器……</translation>
    </message>
    <message>
        <source>Cutting the texts into tokens …</source>
        <translation>正在把文本切分为词元……</translation>
    </message>
    <message>
        <source>Writing and reading the texts …</source>
        <translation>正在写入并读取文本……</translation>
    </message>
    <message>
        <source>An example: a training with these choices, recorded earlier. Press Start for one of your own.</source>
        <translation>示例：先前用这些选择录下的一次训练。按“开始”做您自己的。</translation>
    </message>
    <message>
        <source>Step %1 · %2 tokens read · %3 tokens/s · learning rate %4 · gradient %5</source>
        <translation>第 %1 步 · 已读 %2 个词元 · %3 词元/秒 · 学习率 %4 · 梯度 %5</translation>
    </message>
    <message>
        <source>≈ %1 left</source>
        <translation>约剩 %1</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>writing a checkpoint …</source>
        <translation>正在写检查点……</translation>
    </message>
    <message>
        <source>the model that is kept</source>
        <translation>保留下来的模型</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>A model begins with random numbers and reads: after each batch of tokens all its numbers change a little, so that the next token surprises it less.</source>
        <translation>模型从随机数开始阅读：每读一批词元，所有的数都改变一点，让下一个词元不那么意外。</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Loss, logarithmic</source>
        <translation>损失（对数）</translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation>梯度范数</translation>
    </message>
    <message>
        <source>Tokens per second</source>
        <translation>词元/秒</translation>
    </message>
    <message>
        <source>What the chart shows</source>
        <translation>图表显示的内容</translation>
    </message>
    <message>
        <source>Earlier trainings</source>
        <translation>先前的训练</translation>
    </message>
    <message>
        <source>What the model writes after the prompt, the newest on top:</source>
        <translation>模型接着提示词写的内容，最新的在上：</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Energy and cost: %1 of steps (measured): %2. Watts and price stand under More.</source>
        <translation>能耗与费用：各步共 %1（实测）：%2。功率与电价在“更多”中。</translation>
    </message>
    <message>
        <source>Post-training, not the choices at the left.</source>
        <translation>这是后训练，与左边的选择无关。</translation>
    </message>
</context>
<context>
    <name>tokenarium::TrainingCostView</name>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>GPUs</source>
        <translation>GPU&#x2009;数</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Share of the peak</source>
        <translation>峰值比例</translation>
    </message>
    <message>
        <source>Tokens of a text</source>
        <translation>每段文本的词元</translation>
    </message>
    <message>
        <source>Price of an hour</source>
        <translation>每小时价格</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>功率</translation>
    </message>
    <message>
        <source>Overhead</source>
        <translation>机房开销</translation>
    </message>
    <message>
        <source>CO₂ of electricity</source>
        <translation>电力的&#x2009;CO₂</translation>
    </message>
    <message>
        <source>How long, how dear and how much energy it would be to train this model once, beside what others have published. Utilization, prices and power are assumptions: change them.</source>
        <translation>训练一次这个模型要多久、多少钱、多少能量，旁边是他人公布的数据。利用率、价格和功率都是假设：可以更改。</translation>
    </message>
    <message>
        <source>Its peak in 16-bit matrix products counts</source>
        <translation>按其&#x2009;16&#x2009;位矩阵乘法的峰值计算</translation>
    </message>
    <message>
        <source>Dollars an hour</source>
        <translation>每小时美元</translation>
    </message>
    <message>
        <source>For renting one GPU: an assumption</source>
        <translation>租用一个&#x2009;GPU&#x2009;的价格：假设</translation>
    </message>
    <message>
        <source>Watts</source>
        <translation>瓦</translation>
    </message>
    <message>
        <source>Of one GPU at work</source>
        <translation>一个&#x2009;GPU&#x2009;工作时</translation>
    </message>
    <message>
        <source>Overhead of the building (PUE)</source>
        <translation>机房开销（PUE）</translation>
    </message>
    <message>
        <source>Power of the whole building by that of its computers</source>
        <translation>整个机房的功率与计算机功率之比</translation>
    </message>
    <message>
        <source>kg CO₂ a kWh</source>
        <translation>每千瓦时千克&#x2009;CO₂</translation>
    </message>
    <message>
        <source>Of the electricity there; Touvron et al. reckon with 0.385</source>
        <translation>当地电力的排放；Touvron&#x2009;等按&#x2009;0.385&#x2009;计算</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Overhead, CO₂ and the length of texts</source>
        <translation>机房开销、CO₂ 和文本长度</translation>
    </message>
    <message>
        <source>How many work at once</source>
        <translation>同时工作的数量</translation>
    </message>
    <message>
        <source>That the model reads in all</source>
        <translation>模型总共读取的词元</translation>
    </message>
    <message>
        <source>Share of the peak (MFU)</source>
        <translation>达到峰值的比例（MFU）</translation>
    </message>
    <message>
        <source>Model FLOPs utilization: what is reached of the GPU&apos;s peak</source>
        <translation>模型&#x2009;FLOP&#x2009;利用率：达到&#x2009;GPU&#x2009;峰值的比例</translation>
    </message>
    <message>
        <source>For attention in the exact count</source>
        <translation>用于精确计数中的注意力</translation>
    </message>
    <message>
        <source>Published run</source>
        <translation>公布的训练</translation>
    </message>
    <message>
        <source>GPU hours</source>
        <translation>GPU&#x2009;小时</translation>
    </message>
    <message>
        <source>Estimate</source>
        <translation>估计</translation>
    </message>
    <message>
        <source>MFU</source>
        <translation>MFU</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>GPU hours of the same run at the share of the peak that is chosen above</source>
        <translation>按上方所选峰值比例计算的同一训练的&#x2009;GPU&#x2009;小时</translation>
    </message>
    <message>
        <source>Published training runs</source>
        <translation>公布的训练</translation>
    </message>
    <message>
        <source>%1 on %2 tokens: about %3, %4 on %5 GPUs</source>
        <translation>用&#x2009;%2&#x2009;词元训练&#x2009;%1：约&#x2009;%3，%5&#x2009;个&#x2009;GPU&#x2009;上&#x2009;%4</translation>
    </message>
    <message>
        <source>Operations of the training (FLOPs)</source>
        <translation>训练的运算量（FLOP）</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>published</source>
        <translation>公布</translation>
    </message>
    <message>
        <source>this training</source>
        <translation>这次训练</translation>
    </message>
    <message>
        <source>%1: %2 parameters × %3 tokens × 6 = %4 operations</source>
        <translation>%1：%2&#x2009;参数 × %3&#x2009;词元 × 6 = %4&#x2009;次运算</translation>
    </message>
    <message>
        <source>Training cost</source>
        <translation>训练成本</translation>
    </message>
    <message>
        <source>Training takes thousands of GPUs and millions of dollars.</source>
        <translation>训练需要数千个&#x2009;GPU&#x2009;和数百万美元。</translation>
    </message>
    <message>
        <source>The right order for GPT-3: 29 days on 1,000 A100 at 40 %. This one would take %1 GPUs for 30 days, and %2.</source>
        <translation>对&#x2009;GPT-3&#x2009;来说数量级正确：1,000&#x2009;个&#x2009;A100，利用率&#x2009;40 %，29&#x2009;天。这次训练要&#x2009;%1&#x2009;个&#x2009;GPU&#x2009;用&#x2009;30&#x2009;天，费用&#x2009;%2。</translation>
    </message>
</context>
<context>
    <name>tokenarium::TrainingPage</name>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Parts of the training room</source>
        <translation>训练室的各部分</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>The training “%1” ended before its first checkpoint, so it would begin anew.</source>
        <translation>训练“%1”在第一个检查点之前就中断了，因此会从头开始。</translation>
    </message>
    <message>
        <source>The training “%1” was stopped at step %2, with a checkpoint.</source>
        <translation>训练“%1”停在第 %2 步，并有检查点。</translation>
    </message>
    <message>
        <source>The program ended without warning: %1 steps after it are done again.</source>
        <translation>程序曾突然结束：其后的 %1 步会重做。</translation>
    </message>
</context>
<context>
    <name>tokenarium::TrainingSession</name>
    <message>
        <source>A width of %1 cannot be shared among %2 heads.</source>
        <translation>宽度 %1 不能平均分给 %2 个头。</translation>
    </message>
    <message>
        <source>Heads of width %1 cannot be turned by their position: choose an even width.</source>
        <translation>宽度为 %1 的头不能按位置旋转：请选偶数宽度。</translation>
    </message>
    <message>
        <source>All tokens were read.</source>
        <translation>所有词元都已读完。</translation>
    </message>
    <message>
        <source>The validation loss got no better.</source>
        <translation>验证损失不再改善。</translation>
    </message>
    <message>
        <source>Given up: the gradients were not finite; lower the rate.</source>
        <translation>已放弃：梯度不是有限数；请降低学习率。</translation>
    </message>
    <message>
        <source>change of the training</source>
        <translation>更改训练的设置</translation>
    </message>
</context>
<context>
    <name>tokenarium::TrainingWords</name>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
    </message>
    <message>
        <source>English stories (built in)</source>
        <translation>英文故事（内置）</translation>
    </message>
    <message>
        <source>Chinese stories (built in)</source>
        <translation>中文故事（内置）</translation>
    </message>
    <message>
        <source>Stories in both languages (built in)</source>
        <translation>中英文故事（内置）</translation>
    </message>
    <message>
        <source>Translation pairs (built in)</source>
        <translation>翻译句对（内置）</translation>
    </message>
    <message>
        <source>Questions and answers (built in)</source>
        <translation>问答（内置）</translation>
    </message>
    <message>
        <source>Law: free licences of this system</source>
        <translation>法律：本系统的自由许可证</translation>
    </message>
    <message>
        <source>Text files of your own …</source>
        <translation>自己的文本文件……</translation>
    </message>
    <message>
        <source>≈ %1 Wh at %2 W · costs ≈ %3 at %4 per kWh (assumed)</source>
        <translation>≈ %1 瓦时（按 %2 W）· 费用 ≈ %3（按每千瓦时 %4，均为假设）</translation>
    </message>
    <message>
        <source>Chinese verse (poems.txt)</source>
        <translation>中文诗词（poems.txt）</translation>
    </message>
    <message>
        <source>Chinese verse: 591 school poems (built in)</source>
        <translation>中文诗词：591 首课本诗（内置）</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>validation loss %1</source>
        <translation>验证损失 %1</translation>
    </message>
</context>
<context>
    <name>tokenarium::TranslateView</name>
    <message>
        <source>…</source>
        <translation>……</translation>
    </message>
    <message>
        <source>The model wrote nothing.</source>
        <translation>模型什么也没有写。</translation>
    </message>
    <message>
        <source>id %1 · %2 by the model</source>
        <translation>编号 %1 · 模型给出 %2</translation>
    </message>
    <message>
        <source>%1 tokens in, %2 out (underlined), %3 bits a token: the fewer, the surer the model was. Being sure is not being right.</source>
        <translation>输入 %1 个词元，输出 %2 个（带下划线），每个词元 %3 比特：越少，模型越有把握。有把握不等于正确。</translation>
    </message>
    <message>
        <source>The sentence was cut off: the model did not come to an end.</source>
        <translation>句子被截断：模型没有写到结尾。</translation>
    </message>
    <message>
        <source>English in, Chinese out: input and output need not be the same language. This is an attempt of a model of %1 million parameters that has read 28,000 pairs of sentences: the quality is that of a toy, and short everyday sentences work best.</source>
        <translation>输入英文，输出中文：输入和输出不必是同一种语言。这是一个只有 %1 百万参数、读过 28,000 对句子的模型的尝试：只有玩具的水平，短小的日常句子效果最好。</translation>
    </message>
    <message>
        <source>English in, Chinese out: input and output need not be the same language.</source>
        <translation>输入英文，输出中文：输入和输出不必是同一种语言。</translation>
    </message>
    <message>
        <source>This model has not read pairs of sentences. The stories model has.</source>
        <translation>这个模型没有读过成对的句子，故事模型读过。</translation>
    </message>
    <message>
        <source>This model has not read pairs of sentences, and the stories model, which has, does not lie beside the program.</source>
        <translation>这个模型没有读过成对的句子；读过的故事模型不在程序旁边。</translation>
    </message>
    <message>
        <source>Open the stories model</source>
        <translation>打开故事模型</translation>
    </message>
    <message>
        <source>English sentence</source>
        <translation>英文句子</translation>
    </message>
    <message>
        <source>A short English sentence</source>
        <translation>一个短的英文句子</translation>
    </message>
    <message>
        <source>The likeliest token each time</source>
        <translation>每次取最可能的词元</translation>
    </message>
    <message>
        <source>Drawn, with the settings of Prediction</source>
        <translation>按“预测”中的设置抽取</translation>
    </message>
    <message>
        <source>How tokens are chosen</source>
        <translation>词元的选取方式</translation>
    </message>
    <message>
        <source>Translate</source>
        <translation>翻译</translation>
    </message>
    <message>
        <source>Tokens of the translation</source>
        <translation>翻译的词元</translation>
    </message>
</context>
<context>
    <name>tokenarium::TransportBar</name>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Play selection</source>
        <translation>播放选段</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>From the cursor, or the selected stretch (Space)</source>
        <translation>从光标处播放，或播放选段（空格键）</translation>
    </message>
    <message>
        <source>Cursor at %1 of %2</source>
        <translation>光标在&#x2009;%1，共&#x2009;%2</translation>
    </message>
    <message>
        <source> · selected %1 … %2 (%3)</source>
        <translation> · 已选&#x2009;%1 … %2（%3）</translation>
    </message>
    <message>
        <source>Recording: %1, loudest %2 %</source>
        <translation>录音中：%1，最响&#x2009;%2 %</translation>
    </message>
    <message>
        <source>No sound output and no microphone: playing and recording are off.</source>
        <translation>没有声音输出，也没有麦克风：不能播放和录音。</translation>
    </message>
    <message>
        <source>Waveform</source>
        <translation>波形</translation>
    </message>
    <message>
        <source>Click: cursor. Drag: select. Wheel: zoom, with Shift scroll. Keys: arrows, Shift + arrows, + −, Space, Esc.</source>
        <translation>单击：光标。拖动：选择。滚轮：缩放，按住&#x2009;Shift&#x2009;滚动。按键：方向键、Shift + 方向键、+ −、空格、Esc。</translation>
    </message>
    <message>
        <source>Part of the sound that is seen</source>
        <translation>看到的部分</translation>
    </message>
    <message>
        <source>Loop</source>
        <translation>循环</translation>
    </message>
    <message>
        <source>Again and again</source>
        <translation>反复播放</translation>
    </message>
    <message>
        <source>Whole sound</source>
        <translation>整段声音</translation>
    </message>
    <message>
        <source>Zoom to selection</source>
        <translation>放大选段</translation>
    </message>
</context>
<context>
    <name>tokenarium::TreemapChart</name>
    <message>
        <source>group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>part</source>
        <translation>部分</translation>
    </message>
</context>
<context>
    <name>tokenarium::UseCaseBox</name>
    <message>
        <source>A request of your own</source>
        <translation>您自己的请求</translation>
    </message>
    <message>
        <source>Use case</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>For: %1</source>
        <translation>用途：%1</translation>
    </message>
    <message>
        <source>For: your own request</source>
        <translation>用途：您自己的请求</translation>
    </message>
</context>
<context>
    <name>tokenarium::VideoView</name>
    <message>
        <source>Counting rule for films</source>
        <translation>视频的计数规则</translation>
    </message>
    <message>
        <source>A film is too many pictures: a model takes some frames only, and a token may stand for the same patch in two frames after each other (a tubelet).</source>
        <translation>视频的画面太多：模型只取其中一些帧，一个词元可以代表相邻两帧中的同一个图块（时空管）。</translation>
    </message>
    <message>
        <source>Counted as</source>
        <translation>计数方式</translation>
    </message>
    <message>
        <source>Frames that are taken; a frame on either side of a line belongs to another block</source>
        <translation>取用的帧；竖线两侧的帧属于不同的块</translation>
    </message>
    <message>
        <source>Frames that are taken</source>
        <translation>取用的帧</translation>
    </message>
    <message>
        <source>One hour of this film, and what else fills a context window</source>
        <translation>这种视频一小时的词元，以及其他内容占上下文窗口多少</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>First frame of the block</source>
        <translation>块的第一帧</translation>
    </message>
    <message>
        <source>Last frame of the block</source>
        <translation>块的最后一帧</translation>
    </message>
    <message>
        <source>%1 · %2 pixels · %3 frames · %4 s</source>
        <translation>%1 · %2 像素 · %3 帧 · %4 秒</translation>
    </message>
    <message>
        <source>Rule of %1, source: %2</source>
        <translation>%1 年的规则，来源：%2</translation>
    </message>
    <message>
        <source>%1 frames</source>
        <translation>%1 帧</translation>
    </message>
    <message>
        <source>%1 × %2 tokens for every %3 frames</source>
        <translation>每 %3 帧 %1 × %2 个词元</translation>
    </message>
    <message>
        <source>sound: %1 tokens</source>
        <translation>声音：%1 个词元</translation>
    </message>
    <message>
        <source>%1 tokens in all, %2 a second</source>
        <translation>共 %1 个词元，每秒 %2 个</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>block %1</source>
        <translation>块 %1</translation>
    </message>
    <message>
        <source>… and %1 more</source>
        <translation>… 还有 %1 个</translation>
    </message>
    <message>
        <source>This rule does not say which part of a frame a token stands for.</source>
        <translation>该规则没有说明一个词元代表帧的哪一部分。</translation>
    </message>
    <message>
        <source>Token %1 stands for the marked patch in frames %2 … %3 of the block: a tubelet.</source>
        <translation>词元 %1 代表第 %2 … %3 帧中标出的图块：一个时空管。</translation>
    </message>
    <message>
        <source>Token %1 stands for the marked patch of this frame.</source>
        <translation>词元 %1 代表这一帧中标出的图块。</translation>
    </message>
    <message>
        <source>this film</source>
        <translation>这段视频</translation>
    </message>
    <message>
        <source>one hour of it</source>
        <translation>同样的视频一小时</translation>
    </message>
    <message>
        <source>a page of text</source>
        <translation>一页文字</translation>
    </message>
    <message>
        <source>a 4K picture</source>
        <translation>一幅 4K 图像</translation>
    </message>
    <message>
        <source>an hour of podcast as text</source>
        <translation>一小时播客的文字</translation>
    </message>
    <message>
        <source>an hour of podcast as sound</source>
        <translation>一小时播客的声音</translation>
    </message>
    <message>
        <source>a novel</source>
        <translation>一部小说</translation>
    </message>
    <message>
        <source>a window of a million</source>
        <translation>一百万词元的窗口</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>视频</translation>
    </message>
</context>
<context>
    <name>tokenarium::VolumeView</name>
    <message>
        <source>Slice</source>
        <translation>切片</translation>
    </message>
    <message>
        <source>Block size</source>
        <translation>块的大小</translation>
    </message>
    <message>
        <source>Block depth</source>
        <translation>块的深度</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>%1 × %1 × %1 voxels → %2 × %3 × %4 = %5 blocks, a token each, of %6 × %7 × %7 = %8 numbers</source>
        <translation>%1 × %1 × %1&#x2009;个体素 → %2 × %3 × %4 = %5&#x2009;个块，每块一个词元，含&#x2009;%6 × %7 × %7 = %8&#x2009;个数</translation>
    </message>
    <message>
        <source> · %1 of the voxels fill no block and are left out</source>
        <translation> · %1&#x2009;的体素不够一块，被略去</translation>
    </message>
    <message>
        <source>slice %1 = %2</source>
        <translation>切片&#x2009;%1 = %2</translation>
    </message>
    <message>
        <source>Token %1 of %2: the block from z = %3 to %4, y = %5 to %6, x = %7 to %8</source>
        <translation>第&#x2009;%1&#x2009;个词元（共&#x2009;%2&#x2009;个）：z = %3&#x2009;到&#x2009;%4，y = %5&#x2009;到&#x2009;%6，x = %7&#x2009;到&#x2009;%8&#x2009;的块</translation>
    </message>
    <message>
        <source>computing…</source>
        <translation>正在计算…</translation>
    </message>
    <message>
        <source>Its %1 numbers (brightness 0 … 1; mean %2) are the token&apos;s vector, in this order:</source>
        <translation>它的&#x2009;%1&#x2009;个数（亮度&#x2009;0 … 1，平均&#x2009;%2）按此顺序就是词元的向量：</translation>
    </message>
    <message>
        <source>  … and %1 more</source>
        <translation>  ……还有&#x2009;%1&#x2009;个</translation>
    </message>
    <message>
        <source>%1 block tokens of this volume</source>
        <translation>这个体积的&#x2009;%1&#x2009;个块词元</translation>
    </message>
    <message>
        <source>A scan of a body has depth as well: it is cut into blocks as a picture is cut into patches, and films too, with time as the depth. This volume is made by a formula, no patient was scanned. Point at a block, or move with the arrow keys.</source>
        <translation>身体的扫描还有深度：像把图像切成图块一样，把它切成块；影片也是这样，以时间为深度。这个体积由公式生成，没有扫描任何病人。指向一个块，或用方向键移动。</translation>
    </message>
    <message>
        <source>Slice z</source>
        <translation>切片&#x2009;z</translation>
    </message>
    <message>
        <source>Which slice of the depth the first picture shows</source>
        <translation>第一幅图显示哪个深度的切片</translation>
    </message>
    <message>
        <source>%1 × %1 voxels</source>
        <translation>%1 × %1&#x2009;体素</translation>
    </message>
    <message>
        <source>How wide and high a block is</source>
        <translation>块的宽和高</translation>
    </message>
    <message>
        <source>%1 slices</source>
        <translation>%1&#x2009;层</translation>
    </message>
    <message>
        <source>How many slices a block has; 1: every slice is cut like a picture</source>
        <translation>一块有多少层；1：每层像图像一样切</translation>
    </message>
    <message>
        <source>Another seed, another volume</source>
        <translation>换一个种子，换一个体积</translation>
    </message>
    <message>
        <source>Slice through the depth z</source>
        <translation>垂直于深度&#x2009;z&#x2009;的切片</translation>
    </message>
    <message>
        <source>Slice through the height y</source>
        <translation>垂直于高度&#x2009;y&#x2009;的切片</translation>
    </message>
    <message>
        <source>Slice through the width x</source>
        <translation>垂直于宽度&#x2009;x&#x2009;的切片</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>体积</translation>
    </message>
</context>
<context>
    <name>tokenarium::VoteBoard</name>
    <message>
        <source>One more hand for ‘%1’ (key %2)</source>
        <translation>为“%1”再举一只手（按键 %2）</translation>
    </message>
    <message>
        <source>hands: %1 · %2</source>
        <translation>举手：%1 · %2</translation>
    </message>
    <message>
        <source>hands: 0</source>
        <translation>举手：0</translation>
    </message>
    <message>
        <source>Hands for ‘%1’</source>
        <translation>为“%1”举手</translation>
    </message>
    <message>
        <source>model: %1</source>
        <translation>模型：%1</translation>
    </message>
    <message>
        <source>The model&apos;s probability of ‘%1’</source>
        <translation>模型给“%1”的概率</translation>
    </message>
    <message>
        <source>✓ stands in the text</source>
        <translation>✓ 文中就是它</translation>
    </message>
</context>
<context>
    <name>tokenarium::WatchedBatchPanel</name>
    <message>
        <source>Text %1 of the batch (%2 tokens)</source>
        <translation>本批第 %1 段文本（%2 个词元）</translation>
    </message>
    <message>
        <source>Position %1, “%2”: it only leads in, its prediction is not asked.</source>
        <translation>位置 %1，“%2”：只作引子，不要求预测。</translation>
    </message>
    <message>
        <source>Position %1: after “%2” came “%3”. The model gave it %4, so its loss is −ln p = %5 nats. It had expected “%6” (%7).</source>
        <translation>位置 %1：“%2”之后是“%3”。模型给它 %4，因此损失为 −ln p = %5 奈特。它预期的是“%6”（%7）。</translation>
    </message>
    <message>
        <source>0 nats: foreseen</source>
        <translation>0 奈特：意料之中</translation>
    </message>
    <message>
        <source>8 nats and more: a surprise</source>
        <translation>8 奈特以上：意外</translation>
    </message>
    <message>
        <source>Text of the batch</source>
        <translation>本批文本</translation>
    </message>
    <message>
        <source>Tokens, coloured by loss</source>
        <translation>按损失着色的词元</translation>
    </message>
    <message>
        <source>Click, or use the arrow keys</source>
        <translation>点击，或用方向键</translation>
    </message>
    <message>
        <source>Loss of every position</source>
        <translation>每个位置的损失</translation>
    </message>
</context>
<context>
    <name>tokenarium::WeightFigures</name>
    <message>
        <source>All parameters</source>
        <translation>全部参数</translation>
    </message>
    <message>
        <source>Counted in the header of %1.</source>
        <translation>按 %1 的文件头数出。</translation>
    </message>
    <message>
        <source>Sum over all tensors; each part below opens to its own sum</source>
        <translation>所有张量之和；下面每一部分都可展开成自己的算式</translation>
    </message>
    <message>
        <source>Published, before you changed it</source>
        <translation>改动之前的公布值</translation>
    </message>
    <message>
        <source>Published</source>
        <translation>公布值</translation>
    </message>
    <message>
        <source>%1; compared on %2</source>
        <translation>%1；核对于 %2</translation>
    </message>
    <message>
        <source>In its name or paper: %1</source>
        <translation>名称或论文中写作：%1</translation>
    </message>
    <message>
        <source>Ours is the same, to the last digit.</source>
        <translation>我们的结果与之完全一致，一位不差。</translation>
    </message>
    <message>
        <source>Ours differs by %1.</source>
        <translation>我们的结果与之相差 %1。</translation>
    </message>
    <message>
        <source>At work for one token</source>
        <translation>处理一个词元时用到的</translation>
    </message>
    <message>
        <source>All parameters − the experts that were not chosen</source>
        <translation>全部参数 − 未被选中的专家</translation>
    </message>
    <message>
        <source>The same, without looking up</source>
        <translation>同上，不计查表</translation>
    </message>
    <message>
        <source>Less the token table, of which one row is looked up; gpt-oss counts so</source>
        <translation>再减去词元表：只查其中一行；gpt-oss 就这样计数</translation>
    </message>
    <message>
        <source>Without token table and head</source>
        <translation>不计词元表与输出头</translation>
    </message>
    <message>
        <source>All parameters − token table − head of its own. Papers about scaling count so.</source>
        <translation>全部参数 − 词元表 − 独立的输出头。研究缩放定律的论文这样计数。</translation>
    </message>
    <message>
        <source>If the shared table counted twice</source>
        <translation>共享的表若计两次</translation>
    </message>
    <message>
        <source>The head is the token table again. Tools that add up files with both in them count it twice.</source>
        <translation>输出头就是词元表本身。文件里存了两份时，把文件内容相加的工具就会计两次。</translation>
    </message>
    <message>
        <source>Numbers in its files</source>
        <translation>文件中的数字个数</translation>
    </message>
    <message>
        <source>FP8 + BF16 + F32: the module repeats token table and head, and every block of 128 × 128 numbers in FP8 has a scale</source>
        <translation>FP8 + BF16 + F32：该模块重复存储词元表和输出头，每 128 × 128 个 FP8 数字另有一个缩放系数</translation>
    </message>
    <message>
        <source>%1 more than the sum above</source>
        <translation>比上面的和多 %1</translation>
    </message>
    <message>
        <source>%1 fewer than the sum above</source>
        <translation>比上面的和少 %1</translation>
    </message>
    <message>
        <source>Only the rounded number was at hand; ours is the exact sum.</source>
        <translation>手头只有取整的数；我们的是精确之和。</translation>
    </message>
</context>
<context>
    <name>tokenarium::WeightsPage</name>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
</context>
<context>
    <name>tokenarium::WeightsSession</name>
    <message>
        <source>another model</source>
        <translation>更换模型</translation>
    </message>
    <message>
        <source>The tensors are counted, but there is nothing to turn: %1</source>
        <translation>张量已数清，但没有可调的尺寸：%1</translation>
    </message>
    <message>
        <source>a size of the model</source>
        <translation>模型的尺寸</translation>
    </message>
    <message>
        <source>sizes as published</source>
        <translation>恢复原来的尺寸</translation>
    </message>
    <message>
        <source> · %1 files</source>
        <translation> · %1 个文件</translation>
    </message>
    <message>
        <source>line through points</source>
        <translation>拟合直线</translation>
    </message>
    <message>
        <source>rung of the ladder</source>
        <translation>阶梯的一级</translation>
    </message>
</context>
<context>
    <name>tokenarium::WeightsWords</name>
    <message>
        <source>%1 heads, each with keys and values of its own (MHA)</source>
        <translation>%1 个头，各有自己的键和值（MHA）</translation>
    </message>
    <message>
        <source>%1 heads share %2 keys and values (GQA)</source>
        <translation>%1 个头共用 %2 组键和值（GQA）</translation>
    </message>
    <message>
        <source>%1 heads share one key and value (MQA)</source>
        <translation>%1 个头共用一组键和值（MQA）</translation>
    </message>
    <message>
        <source>%1 heads read one vector of %2 numbers (latent attention, MLA)</source>
        <translation>%1 个头共读一个 %2 维向量（潜在注意力，MLA）</translation>
    </message>
    <message>
        <source>Decoder that writes token after token, with an encoder of pictures beside it</source>
        <translation>解码器：逐词元书写，旁边有图像编码器</translation>
    </message>
    <message>
        <source>Decoder: writes token after token</source>
        <translation>解码器：逐词元书写</translation>
    </message>
    <message>
        <source>Encoder: reads a whole text at once</source>
        <translation>编码器：一次读入整段文本</translation>
    </message>
    <message>
        <source>Encoder that reads and decoder that writes</source>
        <translation>编码器负责读，解码器负责写</translation>
    </message>
    <message>
        <source>Encoder of pictures</source>
        <translation>图像编码器</translation>
    </message>
    <message>
        <source>Two encoders, for pictures and for texts</source>
        <translation>两个编码器，分别处理图像和文本</translation>
    </message>
    <message>
        <source>Lookup tables</source>
        <translation>查找表</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>Cross-attention</source>
        <translation>交叉注意力</translation>
    </message>
    <message>
        <source>Feed-forward</source>
        <translation>前馈</translation>
    </message>
    <message>
        <source>Experts</source>
        <translation>专家</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>输出头</translation>
    </message>
    <message>
        <source>Pictures and sound</source>
        <translation>图像与声音</translation>
    </message>
    <message>
        <source>Multi-token module</source>
        <translation>多词元预测模块</translation>
    </message>
    <message>
        <source>Norms and others</source>
        <translation>归一化及其他</translation>
    </message>
    <message>
        <source>One row of numbers for each token of the vocabulary, and for each position where positions are learned. Rows are looked up.</source>
        <translation>词表中每个词元一行数字；位置可学习时，每个位置也有一行。用时查行。</translation>
    </message>
    <message>
        <source>Makes queries, keys and values of every token and mixes what the heads found.</source>
        <translation>为每个词元生成查询、键、值，并混合各个头的所得。</translation>
    </message>
    <message>
        <source>Lets the decoder look at what the encoder read.</source>
        <translation>让解码器查看编码器读到的内容。</translation>
    </message>
    <message>
        <source>Works on every token by itself, wide in the middle.</source>
        <translation>逐词元单独处理，中间较宽。</translation>
    </message>
    <message>
        <source>Many feed-forward parts side by side; the router chooses a few for each token.</source>
        <translation>许多并列的前馈部分；路由器为每个词元选出几个。</translation>
    </message>
    <message>
        <source>Makes a score for each token of the vocabulary, or the answer.</source>
        <translation>为词表中每个词元打分，或给出答案。</translation>
    </message>
    <message>
        <source>Turns patches of pictures or windows of sound into vectors.</source>
        <translation>把图块或声音窗口变成向量。</translation>
    </message>
    <message>
        <source>Predicts one token more ahead; many programs leave it out.</source>
        <translation>多预测一个词元；许多程序不用它。</translation>
    </message>
    <message>
        <source>Small vectors that keep numbers in range, routers and poolers.</source>
        <translation>使数值保持在合适范围的小向量、路由器和池化器。</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层数</translation>
    </message>
    <message>
        <source>Encoder layers</source>
        <translation>编码器层数</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Heads</source>
        <translation>头数</translation>
    </message>
    <message>
        <source>Key-value heads</source>
        <translation>键值头数</translation>
    </message>
    <message>
        <source>Feed-forward width</source>
        <translation>前馈宽度</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>词表大小</translation>
    </message>
    <message>
        <source>Learned positions</source>
        <translation>可学习位置数</translation>
    </message>
    <message>
        <source>Experts per token</source>
        <translation>每词元专家数</translation>
    </message>
    <message>
        <source>Expert width</source>
        <translation>专家宽度</translation>
    </message>
    <message>
        <source>Shared experts</source>
        <translation>共享专家数</translation>
    </message>
    <message>
        <source>Layers without experts</source>
        <translation>无专家的层数</translation>
    </message>
    <message>
        <source>Latent width</source>
        <translation>潜在宽度</translation>
    </message>
    <message>
        <source>Query latent width</source>
        <translation>查询潜在宽度</translation>
    </message>
    <message>
        <source>Patch size</source>
        <translation>图块边长</translation>
    </message>
    <message>
        <source>Picture size</source>
        <translation>图像边长</translation>
    </message>
    <message>
        <source>Mel bands</source>
        <translation>梅尔频带数</translation>
    </message>
    <message>
        <source>Head shares the token table</source>
        <translation>输出头共用词元表</translation>
    </message>
    <message>
        <source>How many layers follow each other; the count grows in proportion.</source>
        <translation>前后相接的层数；参数随之成比例增加。</translation>
    </message>
    <message>
        <source>Layers of the half that reads.</source>
        <translation>负责读的那一半的层数。</translation>
    </message>
    <message>
        <source>Numbers that stand for one token (C). Twice as wide: about four times the weights.</source>
        <translation>表示一个词元的数字个数（C）。宽一倍，权重约为四倍。</translation>
    </message>
    <message>
        <source>How many ways to look back. Where the heads share the width, their number changes no count.</source>
        <translation>有多少种回看方式。各头平分宽度时，头数不影响参数量。</translation>
    </message>
    <message>
        <source>Heads may share keys and values: fewer weights, and a smaller cache while writing.</source>
        <translation>多个头可共用键和值：权重更少，书写时缓存也更小。</translation>
    </message>
    <message>
        <source>Width in the middle of the feed-forward part.</source>
        <translation>前馈部分中间的宽度。</translation>
    </message>
    <message>
        <source>Rows of the token table, and of a head that is not shared.</source>
        <translation>词元表的行数，以及不共享的输出头的行数。</translation>
    </message>
    <message>
        <source>Rows of the table of positions; newer models compute positions instead.</source>
        <translation>位置表的行数；较新的模型改为计算位置。</translation>
    </message>
    <message>
        <source>Feed-forward parts side by side. The total grows, the work per token not.</source>
        <translation>并列的前馈部分。总量增加，每个词元的计算量不变。</translation>
    </message>
    <message>
        <source>How many of them work for one token: changes the active count only.</source>
        <translation>处理一个词元时有几个专家工作：只改变激活参数量。</translation>
    </message>
    <message>
        <source>Width in the middle of each expert.</source>
        <translation>每个专家中间的宽度。</translation>
    </message>
    <message>
        <source>Experts that work for every token.</source>
        <translation>对每个词元都工作的专家。</translation>
    </message>
    <message>
        <source>The first layers have a plain feed-forward part.</source>
        <translation>最前面几层用普通的前馈部分。</translation>
    </message>
    <message>
        <source>Keys and values of all heads are made from a vector of this width.</source>
        <translation>所有头的键和值都由这么宽的一个向量生成。</translation>
    </message>
    <message>
        <source>Queries are made from a vector of this width.</source>
        <translation>查询由这么宽的一个向量生成。</translation>
    </message>
    <message>
        <source>Side of a patch in pixels. Smaller patches: more positions.</source>
        <translation>图块的边长（像素）。图块越小，位置越多。</translation>
    </message>
    <message>
        <source>Side of the picture in pixels: how many patches have a position.</source>
        <translation>图像的边长（像素）：决定有多少个图块位置。</translation>
    </message>
    <message>
        <source>Rows of the spectrogram that the first convolution reads.</source>
        <translation>第一层卷积读取的声谱图行数。</translation>
    </message>
    <message>
        <source>The table that turns tokens into vectors also turns vectors into scores; it is stored and counted once.</source>
        <translation>把词元变成向量的表也把向量变成得分；只存一份，只计一次。</translation>
    </message>
    <message>
        <source>On the Hub, with rotary frequencies</source>
        <translation>Hub 上，含旋转频率</translation>
    </message>
    <message>
        <source>On the Hub, with position ids</source>
        <translation>Hub 上，含位置编号</translation>
    </message>
    <message>
        <source>In the file, shared table twice</source>
        <translation>文件中，共享表存两份</translation>
    </message>
    <message>
        <source>By its makers, without token tables</source>
        <translation>作者给出，不计词元表</translation>
    </message>
    <message>
        <source>Variant without biases</source>
        <translation>无偏置的变体</translation>
    </message>
    <message>
        <source>Without the routers&apos; corrections</source>
        <translation>不计路由修正量</translation>
    </message>
    <message>
        <source>On the Hub, everything in the files</source>
        <translation>Hub 上，文件中的全部数字</translation>
    </message>
    <message>
        <source>Printed in the paper</source>
        <translation>论文所印</translation>
    </message>
    <message>
        <source>With the heads of pre-training</source>
        <translation>含预训练输出头</translation>
    </message>
    <message>
        <source>In its name or table</source>
        <translation>名称或表格所写</translation>
    </message>
    <message>
        <source>The file also stores the fixed frequencies of rotary positions, which nobody trains.</source>
        <translation>文件还存有旋转位置的固定频率，它们不参与训练。</translation>
    </message>
    <message>
        <source>The file also stores the numbers 0, 1, 2 … as position ids, which nobody trains.</source>
        <translation>文件还存有 0、1、2……作为位置编号，它们不参与训练。</translation>
    </message>
    <message>
        <source>Head and token table are one tensor, but the file holds it twice.</source>
        <translation>输出头与词元表是同一个张量，但文件里存了两份。</translation>
    </message>
    <message>
        <source>Token table and untied head are left out of this number.</source>
        <translation>这个数字不含词元表和独立的输出头。</translation>
    </message>
    <message>
        <source>nanoGPT&apos;s table of sizes leaves out all biases but counts the same matrices.</source>
        <translation>nanoGPT 的尺寸表不计所有偏置，但矩阵相同。</translation>
    </message>
    <message>
        <source>The correction that balances the experts is a buffer in some programs, a weight in others.</source>
        <translation>平衡专家的修正量，有的程序当作缓冲区，有的当作权重。</translation>
    </message>
    <message>
        <source>The files also hold the multi-token module with token table and head once more, and one scale for each block of 128 × 128 numbers in FP8.</source>
        <translation>文件还含有多词元预测模块，并重复存储词元表和输出头；每 128 × 128 个 FP8 数字另有一个缩放系数。</translation>
    </message>
    <message>
        <source>The paper&apos;s table says so; its authors corrected the number later.</source>
        <translation>论文的表格这样写；作者后来更正了。</translation>
    </message>
    <message>
        <source>Two heads more: one guesses masked words, one whether a sentence follows.</source>
        <translation>多两个输出头：一个猜被遮盖的词，一个判断是否为下一句。</translation>
    </message>
    <message>
        <source>A generous rounding, not a count.</source>
        <translation>只是宽松的取整，不是计数。</translation>
    </message>
    <message>
        <source>A file of weights: %1 tensors, %2.</source>
        <translation>权重文件：%1 个张量，%2。</translation>
    </message>
    <message>
        <source>%1 + %2 layers</source>
        <translation>%1 + %2 层</translation>
    </message>
    <message>
        <source>%1 layers</source>
        <translation>%1 层</translation>
    </message>
    <message>
        <source>%1 of %2 experts per token</source>
        <translation>每个词元用 %2 个专家中的 %1 个</translation>
    </message>
    <message>
        <source>%1 experts</source>
        <translation>%1 个专家</translation>
    </message>
    <message>
        <source>Number of experts</source>
        <translation>专家数</translation>
    </message>
</context>
<context>
    <name>tokenarium::WhatIfView</name>
    <message>
        <source>after layer %1</source>
        <translation>第 %1 层之后</translation>
    </message>
    <message>
        <source>‘%1’ is still likeliest, now with %2. The prediction has moved by %3 bits (Kullback-Leibler divergence).</source>
        <translation>“%1”仍然最可能，现在是 %2。预测移动了 %3 比特（KL 散度）。</translation>
    </message>
    <message>
        <source>Now ‘%1’ is likeliest with %2, before it was ‘%3’. The prediction has moved by %4 bits (Kullback-Leibler divergence).</source>
        <translation>现在“%1”最可能，%2；原来是“%3”。预测移动了 %4 比特（KL 散度）。</translation>
    </message>
    <message>
        <source>Each square is one attention head, a whole attention part or a whole feed-forward part. A click switches it off: what it adds becomes 0.</source>
        <translation>每个方块是一个注意力头、整个注意力部分或整个前馈部分。点一下就关掉：它加进去的都变成 0。</translation>
    </message>
    <message>
        <source>grey: before · coloured: after · computed by the model, over the whole vocabulary</source>
        <translation>灰色：改变前 · 彩色：改变后 · 由模型在整个词表上算出</translation>
    </message>
    <message>
        <source>Parts of the model</source>
        <translation>模型的各个部分</translation>
    </message>
    <message>
        <source>Prediction before and after</source>
        <translation>改变前后的预测</translation>
    </message>
    <message>
        <source>Text in place of the lit token</source>
        <translation>替换所选词元的文字</translation>
    </message>
    <message>
        <source>another token</source>
        <translation>另一个词元</translation>
    </message>
    <message>
        <source>Prompt whose last vector is carried over</source>
        <translation>取最后一个向量的提示词</translation>
    </message>
    <message>
        <source>another prompt</source>
        <translation>另一段提示词</translation>
    </message>
    <message>
        <source>Where the vector is taken and put</source>
        <translation>向量从哪里取、放到哪里</translation>
    </message>
    <message>
        <source>Undo all changes</source>
        <translation>撤销所有改变</translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation>第 %1 层</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>Feed-forward</source>
        <translation>前馈</translation>
    </message>
    <message>
        <source>What if</source>
        <translation>假如</translation>
    </message>
    <message>
        <source>after the embedding</source>
        <translation>嵌入之后</translation>
    </message>
    <message>
        <source>Nothing is changed yet: ‘%1’ is likeliest with %2. Click a square, or type below the squares.</source>
        <translation>还没有任何改动：“%1” 最可能，概率 %2。点击一个方块，或在方块下面输入。</translation>
    </message>
    <message>
        <source>Switch parts of the model off, swap a token, or patch in a vector from another prompt, and see what becomes of the next token. Swap and patch act on the token that is lit above.</source>
        <translation>关掉模型的一部分、换掉一个词元，或从另一个提示词移来一个向量，看下一个词元会变成什么。替换和移植作用于上面亮着的词元。</translation>
    </message>
    <message>
        <source>Swap: in place of ‘%1’ it reads</source>
        <translation>替换：把“%1”读作</translation>
    </message>
    <message>
        <source>Patch: ‘%1’ gets the last vector of</source>
        <translation>移植：“%1”得到最后一个向量，来自</translation>
    </message>
    <message>
        <source>head %1</source>
        <translation>第 %1 头</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>头</translation>
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
    <message>
        <source>Add a &amp;text part</source>
        <translation>添加文本部分(&amp;T)</translation>
    </message>
    <message>
        <source>Add &amp;files as parts…</source>
        <translation>添加文件为部分(&amp;F)…</translation>
    </message>
    <message>
        <source>New &amp;prompt</source>
        <translation>新建提示词(&amp;P)</translation>
    </message>
    <message>
        <source>Save the whole p&amp;rompt as…</source>
        <translation>整个提示词另存为(&amp;R)…</translation>
    </message>
    <message>
        <source>Save t&amp;his text as…</source>
        <translation>这段文本另存为(&amp;H)…</translation>
    </message>
    <message>
        <source>A&amp;dd to the prompt</source>
        <translation>加入提示词(&amp;D)</translation>
    </message>
</context>
<context>
    <name>tokenarium::WindowView</name>
    <message>
        <source>Choose a context window</source>
        <translation>选择上下文窗口</translation>
    </message>
    <message>
        <source>Change the answer</source>
        <translation>更改回答</translation>
    </message>
    <message>
        <source>Window of %1: %2</source>
        <translation>%1 的窗口：%2</translation>
    </message>
    <message>
        <source>Window of %1: not known, %2 assumed</source>
        <translation>%1 的窗口：未知，假设 %2</translation>
    </message>
    <message>
        <source>Window of %1 tokens</source>
        <translation>%1 个词元的窗口</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个词元</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>Beyond</source>
        <translation>超出</translation>
    </message>
    <message>
        <source>end of the window: %1</source>
        <translation>窗口终点：%1</translation>
    </message>
    <message>
        <source>%1 tokens of the prompt do not fit</source>
        <translation>提示词有 %1 个词元放不下</translation>
    </message>
    <message>
        <source>The prompt fits; the answer ends after %1 of %2 tokens</source>
        <translation>提示词放得下；回答只能到 %1 个词元（要 %2 个）</translation>
    </message>
    <message>
        <source>Prompt and answer fill %1 of the window</source>
        <translation>提示词和回答占窗口的 %1</translation>
    </message>
    <message>
        <source>What is used of it, enlarged</source>
        <translation>已用部分，放大</translation>
    </message>
    <message>
        <source>fits</source>
        <translation>放得下</translation>
    </message>
    <message>
        <source>wholly beyond the window</source>
        <translation>全部在窗口之外</translation>
    </message>
    <message>
        <source>cut off after token %1; %2 are beyond</source>
        <translation>在第 %1 个词元后截断；%2 个超出</translation>
    </message>
    <message>
        <source>Room for the answer</source>
        <translation>留给回答的空间</translation>
    </message>
    <message>
        <source>the smaller of: window − input; the answer wanted</source>
        <translation>取较小者：窗口 − 输入；想要的回答</translation>
    </message>
    <message>
        <source>%1 − %2 = %3; %4</source>
        <translation>%1 − %2 = %3; %4</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>sum of the parts</source>
        <translation>各部分之和</translation>
    </message>
    <message>
        <source>counted by %1</source>
        <translation>按 %1 计数</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Does not fit</source>
        <translation>放不下</translation>
    </message>
    <message>
        <source>input − window, at least 0</source>
        <translation>输入 − 窗口，至少为 0</translation>
    </message>
    <message>
        <source>%1 − %2</source>
        <translation>%1 − %2</translation>
    </message>
    <message>
        <source>The answer is cut short</source>
        <translation>回答被截短</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>room for the answer &lt; answer wanted</source>
        <translation>留给回答的空间 &lt; 想要的回答</translation>
    </message>
    <message>
        <source>Answer wanted</source>
        <translation>想要的回答</translation>
    </message>
    <message>
        <source>Tokens that the answer may have, thinking included</source>
        <translation>回答最多的词元数，含思考</translation>
    </message>
    <message>
        <source>Part of the prompt</source>
        <translation>提示词的部分</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>In the window</source>
        <translation>在窗口中</translation>
    </message>
    <message>
        <source>Parts of the prompt and the window</source>
        <translation>提示词的各部分与窗口</translation>
    </message>
    <message>
        <source>Context window</source>
        <translation>上下文窗口</translation>
    </message>
    <message>
        <source>Prompt and answer share the context window of the model. What does not fit is refused or silently cut off, and a full window leaves no room for the answer.</source>
        <translation>提示词和回答共用模型的上下文窗口。放不下的会被拒绝或悄悄截掉；窗口满了，就没有空间留给回答。</translation>
    </message>
</context>
<context>
    <name>tokenarium::WordsSection</name>
    <message>
        <source>What words share in spelling is a shared row of the table; whether that makes them alike is what training made of the rows. Words of several tokens count as the mean of their rows; #12 is the token with id 12.</source>
        <translation>拼写相同的部分就是表中共有的一行；这是否让词相似，取决于训练得到的数值。多个词元的词取各行的平均；#12 表示编号为 12 的词元。</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>例子</translation>
    </message>
    <message>
        <source>Words; a bar | ends the first group</source>
        <translation>词；竖线 | 结束第一组</translation>
    </message>
    <message>
        <source>Cosine of every two words</source>
        <translation>每两个词的余弦</translation>
    </message>
    <message>
        <source>Embedding rows of the chosen two</source>
        <translation>所选两个词的嵌入行</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>word</source>
        <translation>词</translation>
    </message>
    <message>
        <source>Cosine within the first group: %1 on average</source>
        <translation>第一组内的余弦平均为 %1</translation>
    </message>
    <message>
        <source>; to the others: %1</source>
        <translation>；与其他词：%1</translation>
    </message>
    <message>
        <source>. No token is in all of the first group.</source>
        <translation>。第一组没有共同的词元。</translation>
    </message>
    <message>
        <source>Two words or more, please.</source>
        <translation>请至少输入两个词。</translation>
    </message>
    <message>
        <source>dimension</source>
        <translation>维</translation>
    </message>
    <message>
        <source>‘%1’ (id %2)</source>
        <translation>「%1」（编号 %2）</translation>
    </message>
    <message>
        <source>%1 and %2: cosine %3, Euclidean distance %4 (computed)</source>
        <translation>%1与%2：余弦 %3，欧几里得距离 %4（计算）</translation>
    </message>
    <message>
        <source>Two words</source>
        <translation>两个词</translation>
    </message>
    <message>
        <source>. All of the first group contain ‘%1’ (id %2): that one shared row draws their means together.</source>
        <translation>。第一组都含有「%1」（编号 %2）：仅这共有的一行就把它们的平均拉近。</translation>
    </message>
</context>
</TS>
