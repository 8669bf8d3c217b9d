// SPDX-License-Identifier: GPL-3.0-or-later
// Plots about truth, courage, patience and sharing (the texts are also CC0-1.0: take them).
#include "engine/train/story_plots.h"

namespace tokenarium {
namespace {

constexpr std::string_view brokenThing = R"(
plot: The broken thing
cast: any
list vase: vase/花瓶/个, teapot/茶壶/把, bowl/大碗/个, mirror/镜子/面, lamp/台灯/盏
step: beginning
{Day}, {h} was playing with {h.his} {toy} in the living room, although {e} had said not to.
{day}，{h}在客厅里玩{toy}，虽然{e}说过不可以。
One rainy day, {h} ran around the table with {h.his} {toy} in one hand.
一个下雨天，{h}一只手拿着{toy}，绕着桌子跑。
{Day}, {h} was alone in the room. {h.He} jumped from chair to chair.
{day}，{h}一个人待在屋里，从这把椅子跳到那把椅子。
One rainy day, {h} and {f} played hide and seek in the house.
一个下雨天，{h}和{f}在家里捉迷藏。
step: problem
Crash! {e}'s favorite {vase} fell down and broke. {h}'s heart beat fast.
“哐当”一声，{e}最心爱的{vase}掉下来摔碎了。{h}的心怦怦直跳。
{h} bumped into the shelf, and the {vase} fell to the floor. Quickly {h.he} hid the pieces under the sofa.
{h}撞到了架子，{vase}掉在地上。{h.他}赶紧把碎片藏到沙发底下。
Suddenly the old {vase} was lying on the floor in a hundred pieces. {h} wanted to run away.
一转眼，那{vase.m}旧{vase}就在地上摔得粉碎。{h}真想逃走。
Something fell behind {h.him}. It was the {vase}! "What shall I do?" {h.he} thought.
{h.他}身后有东西掉了下来，是{vase}！“怎么办呢？”{h.他}想。
step: turn
{e} came in. "What happened?" {h} wanted to say that it was the wind. But {h.he} said, "I did it. I am sorry."
{e}进来了，问道：“怎么回事？”{h}本来想说是风刮的，可是{h.他}说：“是我弄的，对不起。”
When {e} asked, {h} looked down for a long time. "It was me," {h.he} said at last.
{e}问起来的时候，{h}低着头，过了好久才说：“是我。”
{h} could not eat {h.his} dinner. Then {h.he} went to {e} and told the truth.
{h}连晚饭也吃不下。后来，{h.他}走到{e}面前，说出了真话。
{h} took a deep breath, went to find {e} and said, "I broke the {vase}. It was my fault."
{h}深深吸了一口气，去找{e}，说：“我把{vase}打碎了，是我的错。”
step: ending
"I am sad about the {vase}," said {e}, "but I am glad that you told me the truth." They swept up the pieces together.
“{vase}碎了，我很心疼，”{e}说，“不过你说了真话，我很高兴。”大家一起把碎片扫干净。
{e} was not angry. "A thing can be bought again," {e.he} said. "Trust cannot."
{e}没有生气，{e.他}说：“东西碎了可以再买，信任丢了可就买不回来了。”
{e} put an arm around {h.him}. {h} felt as light as a feather.
{e}搂住了{h.他}。{h}觉得心里一下子轻松了，像羽毛一样轻。
"That took courage," said {e}. The next day they glued the pieces together, and {h} promised to be careful.
“说真话是需要勇气的。”{e}说。第二天，大家一起把碎片粘好，{h}答应以后一定小心。
)";

constexpr std::string_view sharedFood = R"(
plot: The last piece
cast: any
list treat: cake/蛋糕/块, pie/馅饼/块, chocolate/巧克力/块, bread/面包/块
step: beginning
{e} gave {h} a piece of {treat}. "There is only one left," said {e}, "so eat it slowly."
{e}给了{h}一{treat.m}{treat}，说：“只剩这一{treat.m}了，慢慢吃。”
{Day}, {h} sat down {place} to eat a big piece of {treat}.
{day}，{h}坐在{place}，准备吃一大{treat.m}{treat}。
{Day}, {h} won a piece of {treat} in a game. {h.He} could hardly wait to eat it.
{day}，{h}玩游戏赢了一{treat.m}{treat}，{h.他}馋得都等不及了。
{Day}, {h} took a walk {place.to} with a piece of {treat} in {h.his} bag.
{day}，{h}去{place.to}散步，包里装着一{treat.m}{treat}。
step: problem
Just then {f} came along. {f.He} had not eaten anything all day.
这时，{f}走了过来。{f.他}一整天什么都没吃。
Then {h} saw {f}, who looked at the {treat} with big eyes.
这时，{h}看见了{f}，{f.他}正睁大眼睛看着那{treat.m}{treat}。
{f} sat nearby and was very quiet. {f.He} had dropped {f.his} lunch into a puddle.
{f}坐在旁边，一声不吭。{f.他}的午饭掉进水坑里了。
"That smells good," said {f}, and {f.his} stomach growled loudly.
“真香啊。”{f}说，{f.他}的肚子咕咕叫了起来。
step: turn
{h} wanted to keep it all for {h.self}. But when {h.he} looked at {f}, the {treat} did not seem so sweet any more.
{h}本来想一个人全吃掉。可是一看到{f}，{h.他}就觉得{treat}没那么甜了。
First {h} hid the {treat} behind {h.his} back. Then {h.he} felt ashamed and took it out again.
{h}先把{treat}藏到背后，接着又觉得不好意思，就拿了出来。
{h} thought, "If I share it, I will have less." Then {h.he} thought of all the times when {f} had shared with {h.him}.
{h}想：“要是分给别人，我就少了。”可是{h.他}又想起，{f}也常常把好吃的分给{h.他}。
"It is such a small piece," thought {h}. "But two can be happy with it."
“这{treat.m}{treat}真小啊，”{h}想，“不过，够两个人高兴了。”
step: ending
{h} broke it in the middle and gave {f} the bigger half. It was the best {treat} they had ever eaten.
{h}把它从中间掰开，大的一半给了{f}。这是{hf.他们}吃过的最好吃的{treat}。
They shared it down to the last crumb. The next day, {f} brought {food} for both of them.
{hf.他们}你一口我一口，吃得干干净净。第二天，{f}带来了{food}，{hf.他们}又一起吃。
"Half for you, half for me," said {h}. {f} was so happy that {f.he} danced.
“一半给你，一半给我。”{h}说。{f}高兴得跳起舞来。
"Thank you," said {f} with a full mouth. {h} laughed. Shared food tastes twice as good.
“谢谢你。”{f}嘴里塞得满满的。{h}笑了。一起分享，吃起来更香。
)";

constexpr std::string_view darkRoom = R"(
plot: Afraid of the dark
cast: any
step: beginning
One night the lights went out in the whole village. {h}'s room was as black as ink.
一天夜里，全村都停电了，{h}的房间里一片漆黑。
{h} was not afraid of anything, except the dark.
{h}什么都不怕，就怕黑。
One windy night, {h} woke up and could not see anything.
一个刮风的夜晚，{h}醒了过来，什么也看不见。
It was {h}'s first night in {h.his} own room. {e} blew out the lamp and went away.
这是{h}第一次一个人在自己的房间里睡觉。{e}熄了灯，走了出去。
step: problem
Something tall stood behind the curtain. It seemed to move! {h} pulled the blanket over {h.his} head.
窗帘后面站着一个高高的东西，好像还在动！{h}一把拉过被子蒙住了头。
Then {h.he} heard a noise: tap, tap, tap. "Is somebody there?" whispered {h}.
这时，{h.他}听见了声音：嗒，嗒，嗒。“谁在那儿？”{h}小声问。
There was a long black shadow on the wall. It had arms and fingers.
墙上有一个长长的黑影，有胳膊，还有手指头。
Under the window something was scratching. {h} did not dare to breathe.
窗户下面有什么东西在沙沙地响。{h}连大气也不敢出。
step: turn
{h} thought of what {e} always said: look at it closely, and it will get smaller. {h.He} put one foot on the floor.
{h}想起{e}常说的话：仔细看一看，可怕的东西就会变小。{h.他}把一只脚放到了地上。
"I will count to three," said {h} to {h.self}, "and then I will look."
“我数到三，”{h}对自己说，“然后就去看。”
{h} called {e}, but then {h.he} said, "Wait at the door. I want to look by myself."
{h}喊来了{e}，可是接着又说：“您在门口等着，我想自己去看看。”
{h}'s knees were shaking, but {h.he} took a small lamp and walked across the room.
{h}的腿直发抖，可{h.他}还是拿起一盏小灯，穿过了房间。
step: ending
It was only a branch in the wind, waving at the window. {h} laughed out loud.
原来只是一根树枝在风里摇，敲着窗户。{h}哈哈大笑起来。
And what was it? Only the old tree outside, waving its branches! {h} was not afraid of the dark any more.
你猜是什么？只是外面那棵老树，正摇着树枝呢！从此，{h}再也不怕黑了。
It was the tree by the window, moving in the moonlight. "Good night, tree," said {h}.
原来是窗边的大树，在月光下轻轻地摇。“晚安，大树。”{h}说。
There was nothing but an old branch by the window. "You are brave," said {e}. {h} slept until morning.
那儿什么也没有，只有窗边的一根老树枝。“你真勇敢。”{e}说。{h}一觉睡到了天亮。
)";

constexpr std::string_view learningToSwim = R"(
plot: Learning something hard
cast: any
list skill: to swim/游泳/, to skate/滑冰/, to juggle/抛球/, to play the flute/吹笛子/, to jump rope/跳绳/, to write nicely/写毛笔字/
step: beginning
{h} wanted to learn {skill}. {e} could do it so well!
{h}想学{skill}，{e}可拿手了！
{Day}, {h} said, "I want to learn {skill}!"
{day}，{h}说：“我想学{skill}！”
{f} already knew how {skill}. {h} wanted to know it too.
{f}早就会{skill}了，{h}也想学会。
{Day}, {h} watched {f} and {e}. "I will learn {skill} as well," {h.he} said.
{day}，{h}在旁边看着{f}和{e}，说：“我也要学{skill}。”
step: problem
The first try went wrong, and so did the second. "I will never learn it," said {h}.
第一次没成功，第二次也没成功。“我永远也学不会。”{h}说。
It was much harder than it looked. After an hour {h} was tired and cross.
这比看上去难多了。过了一个钟头，{h}又累又气。
Some of the others laughed. {h}'s face turned red, and {h.he} wanted to give up.
有几个伙伴笑了起来。{h}的脸红了，{h.他}真想放弃。
"It is too hard!" cried {h}, and {h.he} sat down on the floor.
“太难了！”{h}喊道，一屁股坐在了地上。
step: turn
"When I was small, I needed a hundred tries," said {e}. "Do a little every day." So {h} practiced every day.
“我小时候试了一百次才学会。”{e}说，“每天练一点儿吧。”于是{h}天天练习。
{f} came to help. "Slowly," said {f}. "First the easy part, then the hard part."
{f}来帮忙了。“慢慢来，”{f}说，“先学容易的，再学难的。”
{h} made a mark on the wall for every day that {h.he} practiced. Soon there were thirty marks.
{h}每练一天，就在墙上画一道。不知不觉，墙上有了三十道。
The next morning {h} got up early and tried again, and again the morning after.
第二天，{h}一大早就起来再试，第三天早上又接着试。
step: ending
And one day it simply worked. "Did you see that?" shouted {h}. Everyone clapped.
有一天，{h.他}忽然就会了。“你们看见了吗？”{h}喊道。大家都鼓起掌来。
By the end of summer, {h} could do it. {h.He} was prouder than a king.
到了夏天结束的时候，{h}学会了，{h.他}比国王还得意。
At last {h.he} could do it. "You did not give up," said {e}, "and that was the hardest part."
{h.他}终于学会了。“你没有放弃，”{e}说，“这才是最难的。”
Now {h} could do it as well as {f}. And when a smaller one asked, {h.he} said, "Come, I will teach you."
现在，{h}做得和{f}一样好了。要是有更小的伙伴来问，{h.他}就说：“来，我教你。”
)";

constexpr std::string_view boaster = R"(
plot: The boaster
cast: any
step: beginning
{h} was very fast, and {h.he} told everyone so. "Nobody can beat me!" {h.he} said.
{h}跑得很快，见了谁都要夸自己。“谁也赢不了我！”{h.他}说。
{Day}, there was a race {place}. "I have already won," said {h} before it began.
{day}，{place}有一场赛跑。比赛还没开始，{h}就说：“我赢定了。”
{Day}, {h} laughed at {f}. "You are as slow as a snail!" {h.he} said. "Then let us race," said {f}.
{day}，{h}取笑{f}说：“你慢得像只蜗牛！”“那我们比比看。”{f}说。
{Day}, {h} said to {f}, "Let us run to the old tree. I will win with my eyes closed."
{day}，{h}对{f}说：“我们跑到老树那儿去，我闭着眼睛也能赢你。”
step: problem
They started to run. Halfway there, {h} was so far ahead that {h.he} sat down to eat some {food}.
比赛开始了。跑到一半，{h}已经把大家远远甩在后面，就坐下来吃{food}。
{h} ran and looked back to see how far behind {f} was. So {h.he} did not see the stone on the path.
{h}一边跑，一边回头看{f}落了多远，没看见路上的石头。
After a few minutes {h} was far in front. "I have time for a nap," {h.he} thought and lay down in the grass.
没跑几分钟，{h}就遥遥领先了。“我还能睡个午觉呢。”{h.他}想着，就躺在了草地上。
{h} took a shortcut to show how clever {h.he} was, and got stuck in a thorn bush.
{h}为了显示自己聪明，抄了一条近路，结果被带刺的树丛钩住了。
step: turn
{f} ran on and on, without stopping. When {h} saw {f.him} pass by, it was too late to catch up.
{f}一直跑，一直跑，一步也没停。等{h}看见{f.他}跑过去，已经追不上了。
{f} came past. {f.He} could have won easily, but {f.he} stopped and asked, "Are you all right?"
{f}跑了过来。{f.他}本来可以轻松取胜，可是{f.他}停下来问：“你没事吧？”
{f} was tired, but {f.he} kept going, step by step, and passed {h.him}.
{f}虽然很累，可是一步一步坚持跑，超过了{h.他}。
Then {h} heard cheering. {f} was almost there! {h} jumped up and ran as fast as {h.he} could.
忽然，{h}听见了欢呼声，{f}快到终点了！{h}一下子跳起来，拼命地跑。
step: ending
{f} was first in the end. {h} hung {h.his} head. "You ran well," {h.he} said, and {h.he} meant it.
{f}先跑到了终点。{h}低下了头。“你跑得真好。”{h.他}真心地说。
{f} won the race that day. "I was wrong to laugh," said {h}, and {f} shook {h.his} hand.
那天，{f}赢了比赛。“我不该笑话你。”{h}说。{f}握住了{h.他}的手。
In the end it was {f} who won. {h} never boasted again, or at least not very often.
最后赢的是{f}。从那以后，{h}再也不吹牛了，至少不常吹了。
{f} was the winner, and everyone carried {f.him} around. {h} clapped too, because {f} had earned it.
{f}得了第一，大家把{f.他}抬了起来。{h}也跟着鼓掌，因为这是{f}应得的。
)";

constexpr std::string_view quarrel = R"(
plot: The quarrel
cast: any
step: beginning
{Day}, {h} and {f} built a tower of blocks together.
{day}，{h}和{f}一起用积木搭高塔。
{Day}, {h} and {f} painted a big picture together.
{day}，{h}和{f}一起画一幅大画。
{Day}, {h} and {f} were building a little house out of branches {place}.
{day}，{h}和{f}在{place}用树枝搭小房子。
{Day}, {h} and {f} wanted to put on a puppet show for everyone.
{day}，{h}和{f}想给大家演一场木偶戏。
step: problem
"It must be {colour}," said {h}. "No, that looks silly!" said {f}. Soon both were shouting.
“要用{colour}的。”{h}说。“不行，那样难看！”{f}说。没说几句，{hf.他们}就吵了起来。
Each of them wanted to be the leader. "Then do it alone!" cried {f} and ran home.
{hf.他们}谁都想当头儿。“那你自己弄吧！”{f}喊了一声，就跑回家了。
{f} broke something by accident. "You always ruin everything!" said {h}. {f} went away without a word.
{f}不小心弄坏了一点儿。“你总是什么都弄坏！”{h}说。{f}一句话没说就走了。
They could not agree, and in the end they did not speak to each other at all.
{hf.他们}谁也说服不了谁，最后谁也不理谁了。
step: turn
{h} tried to go on alone, but it was no fun. {h.He} kept looking at the door.
{h}想自己接着弄，可是一点儿意思也没有，{h.他}老是往门口看。
"I was right," said {h} to {e}. "Perhaps," said {e}. "But are you happy?" {h} thought about that.
“我没错。”{h}对{e}说。“也许吧，”{e}说，“可是你高兴吗？”{h}想了很久。
The next day, {h} packed some {food} and went to {f}'s house. On the way {h.he} met {f}, who was coming to see {h.him}.
第二天，{h}带上{food}去{f}家，半路上却碰见了{f}，原来{f}也正要来找{h.他}。
All night {h} lay awake. In the morning {h.he} went straight to {f}.
{h}一夜没睡好。天一亮，{h.他}就去找{f}。
step: ending
"I am sorry," they both said at the same time. Then they laughed and began again, together.
“对不起。”{hf.他们}同时说了出来，接着都笑了，又一起重新开始。
"Your idea was good too," said {h}. They used both ideas, and it was better than before.
“你的主意也不错。”{h}说。{hf.他们}把两个主意合在一起，结果比原来还要好。
"I do not want to be right," said {h}. "I want to be your friend." {f} gave {h.him} a big hug.
“谁对谁错不要紧，”{h}说，“我只想和你做好朋友。”{f}紧紧抱住了{h.他}。
"Friends again?" asked {f}. "Friends again," said {h}. And it took them only a minute to forget the quarrel.
“和好吧？”{f}问。“和好。”{h}说。没过一分钟，{hf.他们}就把吵架的事忘了。
)";

constexpr std::string_view promise = R"(
plot: The promise
cast: any
list pet: goldfish/金鱼/条, canary/金丝雀/只, turtle/小乌龟/只, hamster/仓鼠/只, parrot/鹦鹉/只
step: beginning
{f} had to travel for a week. "Will you feed my {pet}?" {f.he} asked. "I promise," said {h}.
{f}要出门一个星期。“你能帮我喂{pet}吗？”{f.他}问。“我保证。”{h}说。
{f} brought {h} a {pet}. "Please take care of it until I come back," said {f}.
{f}给{h}送来一{pet.m}{pet}，说：“我回来之前，请你照顾它。”
{h} promised {f} to look after {f.his} {pet} every single day.
{h}答应{f}，每天都会照顾{f.他}的{pet}。
"Do not forget my {pet}," said {f} before the trip. "Never," said {h}.
出门前，{f}说：“别忘了我的{pet}。”“绝对不会忘。”{h}说。
step: problem
On the third day there was a great fair {place}. Everyone went, and {h} wanted to go at once.
第三天，{place}有热闹的庙会，大家都去了。{h}也恨不得马上就去。
After three days it began to rain hard. The way to {f}'s house was long and muddy, and the {pet} was waiting.
过了三天，下起了大雨。去{f}家的路又远又泥泞，而{pet}还在等着。
One morning the others called, "Come and play with us!" {h} had not fed the {pet} yet.
一天早上，伙伴们喊道：“来跟我们玩吧！”可是{h}还没有喂{pet}。
Then {h} was invited to a party. {h.He} was already at the door when {h.he} thought of the {pet}.
后来，有人请{h}去参加聚会。{h.他}都走到门口了，才想起{pet}。
step: turn
"It can wait until tomorrow," {h.he} thought. But a promise is a promise, so {h.he} turned around.
“明天再喂也行吧。”{h.他}想。可是说到就要做到，于是{h.他}转身回去了。
{h} stood still for a moment. Then {h.he} put on {h.his} boots and went to feed the {pet} first.
{h}站了一会儿，然后穿上靴子，先去喂{pet}了。
"First the {pet}, then the fun," said {h}. {h.He} gave it fresh water and its food.
“先喂{pet}，再去玩。”{h}说。{h.他}给它换了干净的水，又喂了食。
{h} asked {h.self}, "What would {f} say?" And off {h.he} went, as fast as {h.he} could.
{h}问自己：“{f}会怎么说呢？”于是{h.他}飞快地跑去喂它了。
step: ending
When {f} came home, the {pet} was well and happy. "I knew that I could count on you," said {f}.
{f}回来的时候，{pet}活蹦乱跳的。“我就知道，你说话算数。”{f}说。
{f} came back and brought {h.him} a present: {a colour} {toy}. "That is for keeping your promise," {f.he} said.
{f}回来了，还给{h.他}带了一份礼物：一{toy.m}{colour}的{toy}。“谢谢你说到做到。”{f.他}说。
A week later, {f} was back and found the {pet} healthy. {h} felt very proud.
一个星期后，{f}回来了，看到{pet}好好的。{h}心里特别自豪。
"Was it hard?" asked {f} later. "Only once," said {h}, and {h.he} told {f} all about it.
后来{f}问：“难不难？”“就难过一回。”{h}说着，把事情都告诉了{f}。
)";

constexpr std::string_view stageFright = R"(
plot: On the stage
cast: any
list art: sing a song/唱歌, say a poem/朗诵诗, dance/跳舞, tell a joke/讲笑话
step: beginning
There was going to be a big show, and {h} was chosen to {art}.
要开联欢会了，大家选{h}上台{art}。
For weeks {h} had practiced. On Saturday {h.he} was going to {art} in front of everyone.
{h}练了好几个星期。星期六，{h.他}要当着大家的面{art}。
"Who wants to {art} at the spring festival?" asked {e}. Before {h} knew it, {h.his} hand was up.
“春节的时候，谁愿意上台{art}？”{e}问。{h}不知不觉就举起了手。
The whole village was sitting {place}. Today {h} was going to {art} for them.
全村人都坐在{place}，今天{h}要为大家{art}。
step: problem
Behind the curtain, {h.his} hands grew cold. So many eyes! {h.He} forgot everything.
在幕布后面，{h}的手都凉了。那么多双眼睛！{h.他}一下子什么都忘了。
When {h} stood on the stage, not a sound came out of {h.his} mouth.
{h}站在台上，嘴里一点儿声音也发不出来。
"I cannot do it," {h} whispered. {h.His} knees felt like noodles.
“我不行。”{h}小声说，{h.他}的两条腿软得像面条。
{h} looked at all the faces and wanted to run home.
{h}看着台下那么多张脸，真想跑回家去。
step: turn
Then {h.he} saw {f} in the first row. {f} made a funny face, and {h} had to laugh.
这时，{h.他}看见{f}坐在第一排。{f}做了个鬼脸，{h}忍不住笑了。
{e} took {h.his} hand. "Do not look at all of them," said {e}. "Do it just for me."
{e}握住{h.他}的手说：“别看那么多人，就当是为我一个人表演。”
{f} came up and stood next to {h.him}. "We will do it together," said {f}.
{f}走上来，站到{h.他}身边，说：“我和你一起来。”
{h} closed {h.his} eyes and thought of {h.his} own small room, where it had always gone so well.
{h}闭上眼睛，想着自己的小房间。在那里，{h.他}每次都做得很好。
step: ending
It began softly and grew better and better. At the end the clapping would not stop.
开头声音小小的，后来越来越好。结束的时候，掌声响个没完。
Everything came back to {h.him}. "More, more!" everyone shouted.
{h.他}全都想起来了。“再来一个！再来一个！”大家喊道。
{h} made one small mistake, and nobody minded. It was the best show of the year.
{h}出了一个小小的错，可是谁也没在意。这是一年里最精彩的演出。
When it was over, {h} bowed three times. "Can I do it again next year?" {h.he} asked.
表演完了，{h}鞠了三个躬。“明年我还能再来吗？”{h.他}问。
)";

constexpr std::string_view jealous = R"(
plot: The baby at home
cast: any
list baby: brother/小弟弟, sister/小妹妹
step: beginning
{Day}, {e} came home with a little bundle. {h} had a baby {baby}!
{day}，{e}抱回来一个小小的包裹。{h}有{baby}啦！
A new baby {baby} had come to {h}'s house.
{h}家里添了一个{baby}。
{Day}, {h} got a baby {baby}. It was very small and very loud.
{day}，{h}有了一个{baby}，个头儿小小的，嗓门儿大大的。
"Look," said {e}. "This is your baby {baby}." {h} looked and did not know what to say.
“看，”{e}说，“这是你的{baby}。”{h}看了看，不知道说什么好。
step: problem
Now everyone only looked at the baby. Nobody had time for {h}.
现在大家眼里只有宝宝，谁也没空理{h}。
"Be quiet, the baby is sleeping," said {e} all day long. {h} felt forgotten.
“小声点儿，宝宝在睡觉。”{e}整天都这么说。{h}觉得大家把{h.他}忘了。
All the visitors brought presents for the baby and none for {h}. {h.He} hid under the table.
客人们都给宝宝带了礼物，却没有{h}的份儿。{h.他}躲到了桌子底下。
The baby cried day and night. "Can we give it back?" asked {h}.
宝宝白天哭，夜里也哭。“能不能把宝宝送回去呀？”{h}问。
step: turn
One afternoon the baby cried and cried, and nothing helped. {h} went closer and sang a little song.
一天下午，宝宝哭个不停，怎么哄都没用。{h}走过去，轻轻唱起了歌。
Then {e} sat down with {h} and showed {h.him} an old photo. "You were just as small, and just as loud," said {e}.
后来，{e}坐到{h}身边，拿出一张旧照片，说：“你小时候也是这么小，也是这么能哭。”
One evening {e} had to cook. "Can you hold the baby for a minute?" {e.he} asked. The baby took {h}'s finger and did not let go.
一天晚上，{e}要做饭，就问：“你能抱一会儿宝宝吗？”宝宝抓住{h}的手指头，不肯松开。
One morning {h} put {h.his} {colour} {toy} next to the baby, just to see what would happen.
一天早上，{h}把{h.他}那{toy.m}{colour}的{toy}放到宝宝身边，想看看会怎么样。
step: ending
The baby looked at {h.him} and smiled, for the very first time. And the smile was for {h}.
宝宝看着{h.他}，第一次露出了笑容，那个笑容是给{h}的。
{h} looked at the tiny hands. "I will teach you everything," {h.he} said.
{h}看着那双小小的手，说：“以后什么我都教你。”
From then on {h} helped every day. "What would I do without you?" said {e} and kissed {h.him}.
从那以后，{h}天天帮忙。“没有你我可怎么办呀！”{e}说着，亲了亲{h.他}。
"We can keep the baby," said {h} at last, and {e} laughed until the tears came.
“宝宝还是留下吧。”{h}终于说。{e}听了，眼泪都笑出来了。
)";

constexpr std::string_view greedyWish = R"(
plot: Too much at once
cast: any
step: beginning
{Day}, {e} made a mountain of {dish}. "Leave some for tomorrow," said {e}.
{day}，{e}做了堆成小山的{dish}，说：“留一些明天吃。”
{Day}, there was a feast {place}, and the tables were full of {dish}.
{day}，{place}摆了宴席，桌上全是{dish}。
{Day}, {h} was allowed to eat as many {dish} as {h.he} liked.
{day}，{e}让{h}放开肚子吃{dish}。
{Day}, {h} found a big basket of {dish} in the kitchen.
{day}，{h}在厨房里发现了一大篮{dish}。
step: problem
{h} ate one plate, then a second, then a third. Suddenly {h.his} stomach began to hurt.
{h}吃了一盘，又一盘，再来一盘。忽然，{h.他}的肚子疼了起来。
"More!" said {h}, until {h.he} was as round as a ball. Then {h.he} felt sick.
“还要！”{h}说个没完，直到肚子圆得像个球。接着，{h.他}就难受起来了。
{h} could not stop. In the end {h.he} lay on the floor and could not move.
{h}停不下来。最后，{h.他}躺在地上，动也动不了。
{h} ate so fast that {h.he} did not even taste it. "Oh, my stomach," {h.he} groaned.
{h}吃得太快，连味道都没尝出来。“哎哟，我的肚子！”{h.他}哼哼着。
step: turn
{e} made a cup of hot tea and rubbed {h.his} stomach. "Was it worth it?" {e.he} asked. {h} shook {h.his} head.
{e}泡了一杯热茶，又给{h.他}揉肚子。“值得吗？”{e}问。{h}摇了摇头。
{f} came to play, but {h} had to stay in bed. From the window {h.he} watched the others run.
{f}来找{h.他}玩，可是{h}只能躺在床上，隔着窗户看别的伙伴跑来跑去。
"Now you must rest," said {e}, and {e.he} sat by the bed until the pain went away.
“现在好好休息吧。”{e}说。{e}坐在床边，一直陪到{h.他}不疼了。
All afternoon {h} lay still and thought. Next time {h.he} would stop earlier.
整个下午，{h}静静地躺着想：下次可得早点儿停下来。
step: ending
The next day, {h} ate only a little, very slowly. It tasted much better than before.
第二天，{h}只吃了一点点，吃得很慢，味道比以前好多了。
When {h} was well again, {h.he} took the rest to {f}. "Enough is as good as a feast," said {e}.
{h}好了以后，把剩下的都送给了{f}。“吃饱就好，别吃撑。”{e}说。
"Only two today," said {h} the next time, and {h.he} gave the others to {f}.
下一次，{h}说：“今天只吃两个。”{h.他}把别的都给了{f}。
Soon everything was fine. But whenever {h} saw {dish}, {h.he} counted first and ate later.
没过多久就没事了。可是从那以后，{h}一看到{dish}，总是先数一数再吃。
)";

} // namespace

std::vector<std::string_view> storyPlotsOfCharacter() {
    return {brokenThing, sharedFood, darkRoom,    learningToSwim, boaster,
            quarrel,     promise,    stageFright, jealous,        greedyWish};
}

} // namespace tokenarium
