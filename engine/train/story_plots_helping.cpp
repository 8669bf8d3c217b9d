// SPDX-License-Identifier: GPL-3.0-or-later
// The frame of every story, and plots about lost things and friends in need (the texts are also CC0-1.0: take
// them).
#include "engine/train/story_plots.h"

namespace tokenarium {

const std::string_view storyFrame = R"(
plot: Frame
cast: any
step: opening
Once upon a time, there was a little {h.kind} named {h}.
从前，有一{h.m}{h.kind}，名字叫{h}。
There was once a little {h.kind} whose name was {h}.
从前有一{h.m}{h.kind}，大家都叫{h.他}{h}。
{h} was a little {h.kind} who lived in a small house with {e}.
{h}是一{h.m}{h.kind}，和{e}一起住在一间小房子里。
Long ago, in a quiet village, there lived a little {h.kind} called {h}.
很久以前，在一个安静的村子里，住着一{h.m}{h.kind}，名叫{h}。
This is a story about {h}, a little {h.kind} with bright eyes.
这个故事讲的是{h}，一{h.m}眼睛亮亮的{h.kind}。
At the end of a long street lived a little {h.kind} named {h}.
长长的街道尽头，住着一{h.m}名叫{h}的{h.kind}。
Once there was a little {h.kind}. {h.His} name was {h}.
从前有一{h.m}{h.kind}，{h.他}的名字叫{h}。
Do you know {h}? {h} is a little {h.kind}, and this is {h.his} story.
你认识{h}吗？{h}是一{h.m}{h.kind}，下面就是{h.他}的故事。
step: trait
{h} loved to sing, and {h.he} sang all day long.
{h}很爱唱歌，一天到晚唱个不停。
{h.His} favorite food was {food}, and {h.his} favorite color was {colour}.
{h.他}最爱吃{food}，最喜欢{colour}。
{h} liked to ask questions about everything.
{h}什么事都爱问个为什么。
Rain or shine, {h} was always in a good mood.
不管晴天还是雨天，{h}总是乐呵呵的。
Every night, {e} told {h.him} a story before bed.
每天晚上睡觉前，{e}都给{h.他}讲一个故事。
{h.He} always wore {a colour} scarf that {e} had made.
{h.他}总是围着一条{colour}的围巾，那是{e}亲手做的。
{h} liked to look at the clouds and think.
{h}喜欢看着天上的云想事情。
{h.He} could run fast, and {h.he} laughed a lot.
{h.他}跑得很快，也特别爱笑。
step: closing
{h} never forgot that day.
{h}一直没有忘记这一天。
And when {h} thinks of it today, {h.he} still smiles.
直到今天，{h}一想起这件事，还会笑起来。
Later, {h} told the whole story to everyone who wanted to hear it.
后来，{h}把这件事讲给每一个想听的人听。
{h} drew a picture of it all and hung it on the wall.
{h}把这一切画成一幅画，挂在了墙上。
From then on, {h} was a little bit wiser.
从那以后，{h}又懂事了一些。
And that is the end of the story of {h}.
{h}的故事就讲到这里了。
Years later, {h} still liked to talk about it.
很多年以后，{h}还常常说起这件事。
If you ever meet {h}, ask {h.him} about it.
要是你遇见{h}，就请{h.他}讲给你听吧。
)";

namespace {

constexpr std::string_view toyInTree = R"(
plot: The toy in the tree
cast: any
step: beginning
{Day}, {h} took {h.his} {colour} {toy} {place.to}. {f} came along to play.
{day}，{h}带着{colour}的{toy}去了{place.to}，{f}也一起来玩。
{Day}, {h} and {f} played {place} with {a colour} {toy}.
{day}，{h}和{f}在{place}玩一{toy.m}{colour}的{toy}。
{h} had a new {colour} {toy}. {Day}, {h.he} showed it to {f} {place}.
{h}有一{toy.m}新的{toy}，是{colour}的。{day}，{h.他}在{place}拿给{f}看。
{Day}, {f} asked, "May I play with your {toy}?" "Of course," said {h}, and they played {place}.
{day}，{f}问：“我能玩玩你的{toy}吗？”“当然可以。”{h}说。{hf.他们}就在{place}玩了起来。
step: problem
{f} threw the {toy} high into the air. It landed in a tree and did not come down.
{f}把{toy}高高地抛了起来，结果它落在一棵树上，下不来了。
"Look how high it can go!" said {f}. Up went the {toy}, and it got stuck between two branches.
“看我能扔多高！”{f}说。{toy}飞了上去，卡在两根树枝中间。
Then the {toy} flew up into a tall tree. {h} jumped and jumped but could not reach it.
后来，{toy}飞到了一棵大树上。{h}跳了又跳，就是够不着。
Suddenly the {toy} was up in a tree. "Oh no," said {f}. "I threw it too hard. I am sorry."
忽然，{toy}挂到了树上。“糟了，”{f}说，“我扔得太用力了，对不起。”
step: turn
They shook the tree, but nothing happened. Then {h} ran to get {e}, who brought a long stick.
{hf.他们}使劲摇树，可是没有用。于是{h}跑去找{e}，{e}拿来了一根长竹竿。
"Let us ask {e}," said {h}. {e} came with a ladder and held it with both hands.
“我们去找{e}吧。”{h}说。{e}搬来了梯子，用双手稳稳地扶着。
{h} thought for a while. "{e} is tall," {h.he} said. "If {e} lifts me up, I can reach it."
{h}想了一会儿，说：“{e}个子高，要是{e}把我举起来，我就够得着了。”
{e} heard them calling. "Do not climb alone," said {e}. "We will do it together."
{e}听见了{hf.他们}的喊声，说：“别自己爬树，我们一起想办法。”
step: ending
Soon the {toy} was back on the ground. "Thank you!" cried {h} and {f}, and they played until the sun went down.
不一会儿，{toy}就回到了地上。“谢谢！”{h}和{f}高兴地喊道。{hf.他们}一直玩到太阳下山。
Down came the {toy}, and not one bit of it was broken. {h} and {f} clapped their hands.
{toy}终于下来了，一点儿也没有坏。{h}和{f}高兴得直拍手。
In the end {h} held the {toy} in {h.his} hands again. "Next time we will play far away from the trees," {h.he} said.
{h}终于又把{toy}捧在了手里。“下次我们离树远一点儿玩。”{h.他}说。
The {toy} fell right into {h}'s arms. Everyone laughed, and {f} never threw it so hard again.
{toy}正好落进{h}怀里，大家都笑了。从那以后，{f}再也没有扔得那么用力。
)";

constexpr std::string_view birdWithWing = R"(
plot: The bird with a hurt wing
cast: any
list bird: sparrow/小麻雀/只, swallow/小燕子/只, robin/知更鸟/只, pigeon/小鸽子/只
step: beginning
{Day}, {h} was walking {place} when {h.he} heard a soft sound in the grass.
{day}，{h}正在{place}散步，忽然听见草丛里有轻轻的叫声。
{Day}, {h} went {place.to} alone. Something small was moving under a bush.
{day}，{h}一个人去了{place.to}。矮树丛下面，有个小东西在动。
{Day}, {h} found a feather {place}. A little farther on, something was crying.
{day}，{h}在{place}捡到一根羽毛。再往前走几步，{h.他}听见有谁在叫。
{Day}, {h} stopped {place}. "Who is crying there?" {h.he} asked.
{day}，{h}在{place}停住了脚步。“谁在那儿哭呀？”{h.他}问。
step: problem
It was {a bird}. Its wing was hurt, and it could not fly.
原来是一{bird.m}{bird}。它的翅膀受了伤，飞不起来了。
There sat {a bird} with a hurt wing. It was cold and afraid.
那里蹲着一{bird.m}{bird}，翅膀受了伤，又冷又怕。
{A bird} looked up at {h.him}. It tried to fly, but one wing hung down.
一{bird.m}{bird}抬头看着{h.他}。它想飞，可是一边的翅膀垂了下来。
On the ground lay {a bird}. "You poor thing," said {h}. "You cannot fly."
地上躺着一{bird.m}{bird}。“真可怜，”{h}说，“你飞不了啦。”
step: turn
{h} carried it home in {h.his} hat, and {e} made a soft bed for it in a box. Every day they gave it water and seeds.
{h}用帽子把它带回了家，{e}在盒子里给它铺了一张软软的小床。每天，大家都给它喂水、喂谷子。
"Do not be afraid," said {h}. {h.He} took the {bird} home, and {e} tied up the wing with a clean cloth.
“别怕。”{h}说。{h.他}把{bird}带回家，{e}用干净的布条把它的翅膀包扎好。
{h} asked {e} for help. Together they washed the wing and kept the {bird} warm by the stove.
{h}请{e}帮忙。{h.他}和{e}一起把伤口洗干净，让{bird}待在暖和的炉子旁边。
{h} and {e} looked after the {bird} for many days. In the evening {h} sang to it until it slept.
{h}和{e}照顾了{bird}好多天。到了晚上，{h}就唱歌给它听，直到它睡着。
step: ending
One morning the wing was well. {h} opened the window, and the {bird} flew high into the sky.
一天早上，翅膀好了。{h}打开窗户，{bird}飞上了高高的天空。
At last the {bird} could fly again. {h} was a little sad, but then it came back and sang on the roof.
{bird}终于又能飞了。{h}有点儿舍不得，可是没过多久它又飞回来，在屋顶上唱起了歌。
"Fly home now," said {h} two weeks later. The {bird} flew around {h.his} head once and was gone.
两个星期后，{h}说：“飞回家去吧。”{bird}绕着{h.他}的头飞了一圈，就飞走了。
The {bird} got better day by day and flew away in the end. But every spring it came back to say hello.
{bird}一天天好了起来，最后飞走了。不过每年春天，它都会飞回来看看。
)";

constexpr std::string_view lostKey = R"(
plot: The lost thing
cast: any
list thing: key/钥匙/把, ring/戒指/枚, watch/手表/块, purse/钱包/个, comb/梳子/把, pen/钢笔/支
step: beginning
{Day}, {e} could not find {e.his} {thing}. It was an old one, and {e} loved it very much.
{day}，{e}找不到{e.他}的{thing}了。那{thing.m}{thing}很旧，可是{e}特别喜欢它。
{Day}, {h} saw {e} looking under the table. "I have lost my {thing}," said {e}.
{day}，{h}看见{e}正往桌子底下看。“我的{thing}丢了。”{e}说。
{Day}, {e} came home without {e.his} {thing}. {e.He} looked very worried.
{day}，{e}回到家，发现{thing}不见了，{e.他}急得不得了。
{Day}, {h} and {e} came back from the market. "Oh dear," said {e}. "Where is my {thing}?"
{day}，{h}和{e}从市场回来。“哎呀，”{e}说，“我的{thing}哪儿去了？”
step: problem
They looked under the bed and behind the door, but the {thing} was not there.
床底下找了，门后面也找了，都没有{thing}。
{h} emptied every drawer. There were buttons and strings, but no {thing}.
{h}把每个抽屉都翻了一遍，只有扣子和绳子，就是没有{thing}。
They searched the whole house. "It is gone," said {e} with a sigh.
屋里屋外都找遍了。“找不到了。”{e}叹了口气。
{h} looked high and low, and {f} came to help. Still they found nothing.
{h}上上下下找了个遍，{f}也来帮忙，可还是什么都没找到。
step: turn
{h} sat down and thought. "Where did you go first this morning?" {h.he} asked {e}. Then {h.he} walked the same way, step by step.
{h}坐下来想了想，问{e}：“今天早上您先去了哪儿？”然后{h.他}沿着同一条路，一步一步地找。
"Let us walk back the way you came," said {h}. {h.He} looked at every stone on the path.
“我们顺着来的路走回去看看。”{h}说。路上的每一块石头，{h.他}都看得很仔细。
Then {h} had an idea. "You watered the flowers today," {h.he} said, and {h.he} ran outside.
忽然，{h}想到了一个主意。“您今天浇过花！”说完，{h.他}就跑了出去。
{h} did not give up. {h.He} took a lamp and looked once more, slowly and quietly.
{h}没有放弃。{h.他}拿来一盏灯，慢慢地、静静地又找了一遍。
step: ending
There it was! The {thing} was shining in the grass by the gate. {e} hugged {h.him} for a long time.
找到了！{thing}就在大门边的草丛里，闪闪发光。{e}把{h.他}抱了好久。
"I found it!" cried {h}. The {thing} had fallen behind a flower pot. {e} laughed and made {dish} for everyone.
“找到啦！”{h}喊道。原来{thing}掉在花盆后面了。{e}笑了，还给大家做了{dish}。
Something shone between two stones. It was the {thing}. "You have sharp eyes," said {e}.
两块石头中间，有个东西闪了一下，正是{thing}。“你的眼睛真尖！”{e}说。
And there, under a leaf, lay the {thing}. {e} put it safely away and said, "Thank you for your patience."
看，{thing}就躺在一片叶子下面。{e}把它小心地收好，说：“谢谢你这么有耐心。”
)";

constexpr std::string_view sickFriend = R"(
plot: The sick friend
cast: any
step: beginning
{Day}, {h} waited for {f} {place}, but {f} did not come.
{day}，{h}在{place}等{f}，可是{f}一直没来。
{Day}, {h} knocked on {f}'s door. Nobody came out to play.
{day}，{h}去敲{f}家的门，可是没人出来玩。
{Day}, {h} wanted to fly a kite with {f}. {h.He} waited and waited.
{day}，{h}想和{f}一起放风筝。{h.他}等啊等，等了很久。
{Day}, {h} sat {place} all alone. "Where is {f}?" {h.he} wondered.
{day}，{h}一个人坐在{place}，心想：“{f}去哪儿了呢？”
step: problem
{f} was ill in bed with a fever. "I have to stay in bed for a week," {f.he} said sadly.
原来{f}发烧了，躺在床上。“我要在床上躺一个星期。”{f.他}难过地说。
Then {h} heard the news. {f} had a bad cold and had to rest.
后来{h}听说，{f}得了重感冒，要在家休息。
{f} had a sore throat and could not speak. {f.He} only waved from the window.
{f}嗓子疼，说不出话，只能在窗口招招手。
"{f} is ill," said {e}. "{f.He} must drink hot tea and sleep."
“{f}生病了，”{e}说，“{f.他}要多喝热水，好好睡觉。”
step: turn
{h} wanted to cheer {f} up, so {h.he} made some {dish} with {e} and drew a funny card.
{h}想让{f}开心一点儿，就和{e}一起做了{dish}，还画了一张有趣的卡片。
Every day {h} stood under {f}'s window and acted out a funny play with two socks.
每天，{h}都站在{f}的窗户下面，用两只袜子演滑稽戏。
{h} brought {f.him} a book and some {food}. "I will read to you through the window," said {h}.
{h}给{f.他}带来了一本书和一些{food}。“我隔着窗户念给你听。”{h}说。
"I know what to do," said {h}. {h.He} picked flowers {place} and put them on {f}'s window.
“我有办法了。”{h}说。{h.他}在{place}采了一束花，放在{f}的窗台上。
step: ending
{f} laughed and felt better. A few days later, the two friends were playing outside again.
{f}笑了，觉得好多了。几天以后，两个好朋友又一起在外面玩了。
"You are the best medicine," said {f} when {f.he} was well again.
{f}病好了以后，对{h}说：“你就是最好的药。”
After a week {f} was well. The first thing {f.he} did was run to {h}'s house.
一个星期后，{f}好了。{f.他}做的第一件事，就是跑到{h}家去。
Soon {f} could get up. "I was never lonely," {f.he} said, "because you were there."
没多久，{f}就能下床了。“我一点儿也不孤单，”{f.他}说，“因为有你在。”
)";

constexpr std::string_view lostDuckling = R"(
plot: The little one who lost its mother
cast: any
list young: duckling/小鸭子/只, lamb/小羊羔/只, chick/小鸡/只, kitten/小花猫/只
step: beginning
{Day}, {h} and {f} were playing {place}. Suddenly they saw {a young} all alone.
{day}，{h}和{f}正在{place}玩，忽然看见一{young.m}孤零零的{young}。
{Day}, {h} met {a young} {place}. It ran after {h.him} wherever {h.he} went.
{day}，{h}在{place}遇见一{young.m}{young}。{h.他}走到哪儿，它就跟到哪儿。
{Day}, {h} heard a thin little voice {place}. {A young} sat behind a stone.
{day}，{h}在{place}听见一个细细的声音，原来石头后面蹲着一{young.m}{young}。
{Day}, {a young} came up to {h} and {f} {place}. It was wet and tired.
{day}，一{young.m}{young}来到{place}，走到{h}和{f}面前。它浑身湿透了，累极了。
step: problem
"Where is your mother?" asked {h}. The {young} began to cry. It had lost its way.
“你妈妈呢？”{h}问。{young}哭了起来，它迷路了。
The {young} had followed a butterfly and lost its mother. Now it did not know the way home.
{young}追着一只蝴蝶跑，和妈妈走散了，现在不认得回家的路。
It looked left and right and called for its mother, but nobody answered.
它东看看，西看看，一声一声地叫妈妈，可是没有人回答。
The poor {young} was hungry and far from home. It could not stop shaking.
可怜的{young}肚子饿了，又离家很远，抖个不停。
step: turn
{f} gave it something to eat. "Look at these footprints!" said {h}. "Let us follow them."
{f}给它喂了点儿吃的。“看，这儿有脚印！”{h}说，“我们跟着脚印走吧。”
{h} climbed on a big stone and looked around, while {f} asked everyone they met.
{h}爬上一块大石头四处张望，{f}见了谁都去打听。
"Do not cry," said {f}. "We will take you home." {h} listened, and far away something was calling.
“别哭，”{f}说，“我们送你回家。”{h}仔细一听，远处好像有叫声。
They went along the stream together. {h} walked in front, and {f} carried the {young}.
{hf.他们}顺着小溪往前走，{h}走在前面，{f}抱着{young}。
step: ending
Behind the old barn they found its mother. What a worried mother it was! The {young} jumped for joy.
在旧谷仓后面，{hf.他们}找到了它的妈妈。妈妈急坏了，{young}高兴得直蹦。
"Mother!" it seemed to say, and it ran as fast as it could. {h} and {f} waved good-bye.
{young}好像在喊“妈妈”，飞快地跑了过去。{h}和{f}向它挥手告别。
There stood its mother by the pond. It was a happy meeting, and the {young} never ran off alone again.
妈妈就站在池塘边。母子俩高高兴兴地团聚了，从此{young}再也不敢一个人乱跑了。
At last mother and child were together. "I am glad we did not go home without looking," said {f}.
母子俩终于团圆了。“幸好我们没有丢下它回家。”{f}说。
)";

constexpr std::string_view heavyCart = R"(
plot: The heavy cart
cast: any
list load: pumpkins/南瓜, watermelons/西瓜, potatoes/土豆, cabbages/白菜
step: beginning
{Day}, {e} was bringing a cart full of {load} home from the field.
{day}，{e}拉着一车{load}从地里回家。
{Day}, {h} saw {e} on the road with a cart. It was piled high with {load}.
{day}，{h}看见{e}在路上拉着一辆车，车上的{load}堆得高高的。
{Day}, {e} set out for the market with a big load of {load}. {h} went along.
{day}，{e}拉着满满一车{load}去赶集，{h}也跟着去了。
{Day}, {h} and {e} picked {load} all morning until the cart was full.
{day}，{h}和{e}摘了好久的{load}，把车子装得满满的。
step: problem
At the foot of the hill the cart stopped. {e} pulled with all {e.his} strength, but it did not move.
到了山坡下，车子不动了。{e}用尽全身力气拉，车子还是一动不动。
It had rained, and a wheel sank deep into the mud.
刚下过雨，一个轮子深深地陷进了泥里。
Then one wheel fell into a hole. {h} pushed, {e} pulled, and nothing happened.
忽然，一个轮子掉进了坑里。{h}在后面推，{e}在前面拉，车子动也不动。
"It is too heavy for us," said {e}, and {e.he} wiped {e.his} face.
“太重了，我们弄不动。”{e}擦着汗说。
step: turn
{h} ran to get {f}, and {f} called all the neighbors. Big and small, everyone pushed.
{h}跑去叫{f}，{f}又叫来了邻居们。大的小的，一起来推。
"I am small, but I can call others," said {h}. Soon {f} came, and then ten more.
“我力气小，可是我能去叫人。”{h}说。不一会儿，{f}来了，接着又来了十几个帮手。
{f} came by with some friends. "One, two, three!" shouted {h}, and they all pushed at once.
{f}和几个伙伴正好路过。“一、二、三！”{h}喊着，大家一齐用力推。
{h} put flat stones under the wheel, and {f} helped to push from behind.
{h}在轮子底下垫上平平的石头，{f}在后面帮着推。
step: ending
The cart rolled up the hill at last. {e} gave everyone some {load} to take home.
车子终于上了坡。{e}送给每个人一些{load}带回家。
"Many hands make light work," said {e}, and they all sang on the way.
“人多力量大！”{e}说。大家一路唱着歌往回走。
With a loud creak the cart came free. Nobody had been strong enough alone, but together they were.
“嘎吱”一声，车子出来了。谁一个人都推不动，可是大家一起就推动了。
The cart moved! That evening {e} cooked a big pot of soup, and all the helpers came to eat.
车子动了！那天晚上，{e}煮了一大锅汤，请所有帮忙的伙伴来喝。
)";

constexpr std::string_view oldNeighbour = R"(
plot: The quiet neighbor
cast: any
list fellow: old tailor/老裁缝/位, old sailor/老水手/位, old baker/老面包师/位, old gardener/老花匠/位
step: beginning
Next door to {h} lived an {fellow} who never said a word to anyone.
{h}家隔壁住着一{fellow.m}{fellow}，从来不跟谁说话。
{Day}, {h} noticed that the {fellow} next door always ate alone.
{day}，{h}发现隔壁的{fellow}总是一个人吃饭。
{h} was a little afraid of the {fellow} across the street, who never smiled.
{h}有点儿怕街对面那{fellow.m}{fellow}，因为从没见过那张脸上有笑容。
{Day}, {h} and {f} saw the {fellow} sitting {place} all alone.
{day}，{h}和{f}看见那{fellow.m}{fellow}一个人坐在{place}，谁也不理。
step: problem
"Why does nobody visit?" {h} asked. "I think our neighbor is very lonely," said {e}.
“为什么没有人去看望呢？”{h}问。“我想，我们的邻居很孤单。”{e}说。
One evening, no light was burning in the {fellow}'s window. {h} began to worry.
一天晚上，{fellow}的窗户里没有灯光。{h}担心起来。
{f} said, "Let us stay away from there." But {h} thought that the {fellow} looked sad.
{f}说：“我们还是离远点儿吧。”可是{h}觉得，{fellow}看上去很难过。
Then {h} heard that the {fellow} had no family and no friends in the village.
后来{h}听说，{fellow}在村子里没有亲人，也没有朋友。
step: turn
So {h} filled a basket with {food}, took a deep breath and knocked on the door.
于是{h}装了一篮子{food}，深深吸了一口气，敲响了那扇门。
The next day, {h} knocked on the door. "Good morning," {h.he} said. "I have brought you some {food}."
第二天，{h}去敲门。“早上好，”{h.他}说，“我给您送了点儿{food}。”
{h} wrote a letter: "Would you like to eat {dish} with us?" and pushed it under the door.
{h}写了一封信，从门缝里塞了进去，信上说：“您愿意和我们一起吃{dish}吗？”
{h} asked {e} for some {dish} and carried them over while they were still warm.
{h}请{e}做了一些{dish}，趁热端了过去。
step: ending
Slowly the {fellow} began to smile. From then on, {h} came to hear old stories every Sunday.
{fellow}的脸上慢慢有了笑容。从那以后，每个星期天{h}都去听老故事。
"You are the first guest in many years," said the {fellow}, and they talked until it was dark.
“多少年了，你是第一位客人。”{fellow}说。一老一小一直聊到天黑。
The {fellow} had so many stories to tell! Now {h} had a new friend, and nobody was lonely any more.
{fellow}有好多好多故事！{h}多了一位新朋友，谁也不孤单了。
They ate together and laughed. The {fellow} was not strange at all, only shy.
一老一小一起吃东西，一起笑。{fellow}一点儿也不古怪，只是害羞。
)";

constexpr std::string_view brokenBridge = R"(
plot: The broken bridge
cast: any
step: beginning
A little wooden bridge led over the stream. {h} and {f} crossed it every day.
小溪上有一座小木桥，{h}和{f}天天从桥上走过。
{h} lived on one side of the stream and {f} on the other. A small bridge was between them.
{h}住在小溪这边，{f}住在小溪那边，中间有一座小桥。
{Day}, {h} and {f} sat on the little bridge and let paper boats float away.
{day}，{h}和{f}坐在小桥上放纸船。
{Day}, {h} ran over the little bridge to visit {f}. The old wood creaked.
{day}，{h}跑过小桥去看{f}，旧木板吱吱作响。
step: problem
That night there was a great storm. In the morning the bridge was gone.
那天夜里下了一场暴雨。第二天早上，桥不见了。
But the rain came and the water rose. With a crash, the bridge broke in two.
后来下起了大雨，溪水涨了。“咔嚓”一声，小桥断成了两截。
Then a heavy log came down the stream and broke the bridge.
后来，一根大木头顺着水冲下来，把小桥撞断了。
One week of rain washed the bridge away. "How will we meet now?" called {f} from the other side.
雨下了一个星期，把桥冲走了。“现在我们怎么见面呢？”{f}在对岸喊。
step: turn
"We will build a new one!" said {h}. {e} brought boards, and {f} brought rope.
“我们造一座新的吧！”{h}说。{e}拿来了木板，{f}拿来了绳子。
{h} drew a plan on paper. {e} sawed the wood, and all the neighbors helped to carry it.
{h}在纸上画了一张图。{e}锯木头，邻居们都来帮着搬。
{h} and {f} each started on their own side with big flat stones. {e} showed them how to lay them.
{h}和{f}用又大又平的石头，各自从自己那边铺起，{e}教{hf.他们}怎么摆。
Every day after lunch they worked a little. {e} held the beams, and {h} and {f} put in the nails.
每天吃过午饭，{hf.他们}就干一会儿活。{e}扶着木梁，{h}和{f}钉钉子。
step: ending
After three days the new bridge was ready. {h} and {f} met right in the middle and shook hands.
三天以后，新桥造好了。{h}和{f}走到桥中间，握了握手。
The new bridge was stronger than the old one. They painted it {colour} and sat on it all evening.
新桥比旧桥结实多了。{hf.他们}把它刷成{colour}，在桥上坐了一个晚上。
"Now no storm can keep us apart," said {f}, and {f.he} was the first to walk across.
“现在什么风雨也隔不开我们了。”{f}说完，第一个从桥上走了过去。
When it was done, everyone in the village walked over it. "Our bridge," said {h} proudly.
桥造好了，全村人都从上面走了一遍。“这是我们的桥。”{h}自豪地说。
)";

constexpr std::string_view newcomer = R"(
plot: The newcomer
cast: any
step: beginning
{Day}, a new family moved into the house next door. Their little {f.kind} was called {f}.
{day}，隔壁搬来了一家人。这家的{f.kind}叫{f}。
{Day}, {h} saw a little {f.kind} standing alone {place}. It was {f}, who was new here.
{day}，{h}看见一{f.m}{f.kind}独自站在{place}，那是刚搬来的{f}。
A little {f.kind} named {f} had just come from a faraway town.
有一{f.m}叫{f}的{f.kind}，刚从很远的地方搬来。
{Day}, {e} said, "{f} has just moved here. {f.He} does not know anyone yet."
{day}，{e}说：“{f}刚搬到这里，{f.他}谁也不认识。”
step: problem
{f} looked at the ground and did not speak. {f.He} missed {f.his} old friends.
{f}低着头，一句话也不说。{f.他}很想念以前的朋友。
All the others were playing, but nobody asked {f} to join in.
别的伙伴都在玩，可是没有人叫{f}一起玩。
{f} was so shy that {f.he} hid behind a tree whenever someone came.
{f}特别害羞，一有人来，{f.他}就躲到树后面。
"I want to go back," {f} said softly. {f.His} eyes were full of tears.
“我想回去。”{f}小声说，{f.他}的眼睛里满是泪水。
step: turn
{h} went over with {h.his} {colour} {toy}. "Do you want to play with me?" {h.he} asked.
{h}拿着{colour}的{toy}走过去，问道：“你想跟我一起玩吗？”
{h} did not say much. {h.He} sat down beside {f} and shared {h.his} {food}.
{h}没多说什么，只是在{f}身边坐下，把自己的{food}分给{f.他}吃。
"I know a secret place," said {h}. "Come, I will show you." {f} followed slowly.
“我知道一个秘密的地方。”{h}说，“来，我带你去看看。”{f}慢慢地跟了上去。
{h} remembered how it feels to be alone. {h.He} made a paper crown and put it on {f}'s head.
{h}记得孤单是什么滋味。{h.他}做了一顶纸王冠，戴在{f}的头上。
step: ending
{f} smiled for the first time. Soon they were laughing as if they had always known each other.
{f}第一次露出了笑容。很快，{hf.他们}就有说有笑，好像早就认识了一样。
From that day on, {h} and {f} were best friends. "I like it here now," said {f}.
从那天起，{h}和{f}成了最要好的朋友。“我现在喜欢这里了。”{f}说。
By evening, {f} knew everyone's name. "Will you come again tomorrow?" asked {h}. "Yes!" said {f}.
到了傍晚，{f}已经记住了大家的名字。“你明天还来吗？”{h}问。“来！”{f}说。
"Thank you for asking me," said {f}. It takes only one friend to make a new place feel like home.
“谢谢你来找我。”{f}说。只要有一个朋友，陌生的地方也会像家一样。
)";

constexpr std::string_view lanternWay = R"(
plot: Lost in the fog
cast: any
step: beginning
{h} and {f} went out to pick mushrooms. They walked deeper and deeper into the woods.
{h}和{f}出门采蘑菇，越走越远，走进了树林深处。
{Day}, {h} and {f} climbed a hill to look for berries. Their basket was almost full.
{day}，{h}和{f}爬上小山找野果，篮子都快装满了。
Early one morning, {h} and {f} set out to see the old tower on the hill.
一天清早，{h}和{f}出发去看山上的古塔。
{h} and {f} were following a small stream to see where it came from.
{h}和{f}沿着一条小溪往上走，想看看它是从哪儿流出来的。
step: problem
Then a thick white fog came down. They could not see the path any more.
忽然起了白茫茫的大雾，{hf.他们}连路也看不见了。
Suddenly there was fog everywhere. "I cannot even see my own feet!" said {f}.
忽然，到处都是雾。“我连自己的脚都看不见了！”{f}说。
Before long, fog covered everything, and all the trees looked the same.
没过多久，大雾遮住了一切，每棵树看上去都一样。
The fog came without a sound. {f} held on to {h} and said, "I am afraid."
雾悄悄地来了。{f}紧紧拉着{h}说：“我害怕。”
step: turn
"We will stay together and stay here," said {h}. They called out loud, again and again.
“我们待在一起，哪儿也别去。”{h}说。{hf.他们}一遍又一遍地大声呼喊。
{h} remembered what {e} had said: if you are lost, stop and make a noise. So they sang.
{h}想起{e}说过的话：迷了路就停下来，弄出点儿声音。于是{hf.他们}唱起歌来。
{h} took a whistle out of {h.his} pocket and blew it three times. They waited and listened.
{h}从口袋里掏出哨子，吹了三下。{hf.他们}等着，听着。
"Listen!" said {h}. Far away a bell was ringing. They held hands and went slowly toward the sound.
“听！”{h}说。远处有钟声。{hf.他们}手拉着手，慢慢地朝着钟声走去。
step: ending
A light came through the fog. It was {e} with a lantern! "Well done," {e} said, and they all went home.
雾里透出了一点亮光，原来是{e}提着灯笼来了！“你们做得对。”{e}说。大家一起回了家。
At last they saw {e} coming with a lamp. {e.He} was not angry at all, only very glad.
终于，{hf.他们}看见{e}提着灯走来。{e}一点儿也没生气，只是高兴极了。
Soon {e} found them and wrapped them in a warm blanket. The fog did not seem so bad any more.
不久，{e}找到了{hf.他们}，用暖和的毯子把{hf.他们}裹了起来。雾好像也没那么可怕了。
Then a voice called their names, and {e} stepped out of the fog. They ran into {e.his} arms.
这时，有个声音在喊{hf.他们}的名字，{e}从雾里走了出来。{hf.他们}扑进了{e}的怀里。
)";

} // namespace

std::vector<std::string_view> storyPlotsOfHelping() {
    return {toyInTree, birdWithWing, lostKey,      sickFriend, lostDuckling,
            heavyCart, oldNeighbour, brokenBridge, newcomer,   lanternWay};
}

} // namespace tokenarium
