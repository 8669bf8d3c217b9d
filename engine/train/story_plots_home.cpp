// SPDX-License-Identifier: GPL-3.0-or-later
// Plots about family, school, journeys and making things (the texts are also CC0-1.0: take them).
#include "engine/train/story_plots.h"

namespace tokenarium {
namespace {

constexpr std::string_view birthdayGift = R"(
plot: The birthday present
cast: any
step: beginning
Tomorrow was {e}'s birthday, and {h} wanted to give {e.him} something special.
明天就是{e}的生日了，{h}想送{e.他}一件特别的礼物。
"It is {e}'s birthday soon," said {f}. {h} jumped up. {h.He} had almost forgotten!
“{e}的生日快到了。”{f}说。{h}一下子跳了起来，{h.他}差点儿忘了！
{h} had been thinking about {e}'s birthday for many days.
为了{e}的生日，{h}已经想了好多天。
In three days it would be {e}'s birthday. "What shall I give {e.him}?" thought {h}.
再过三天就是{e}的生日了。“送{e.他}什么好呢？”{h}想。
step: problem
{h} counted {h.his} money. There were only two coins, and everything in the shops cost more.
{h}数了数自己的钱，只有两枚硬币，商店里的东西都比这贵。
{h.He} had no money at all, because {h.he} had spent it on {a colour} {toy}.
{h.他}一点儿钱也没有了，因为都拿去买了一{toy.m}{colour}的{toy}。
In the shop {h} saw a fine teacup, but it was much too expensive.
{h}在商店里看见一个漂亮的茶杯，可是太贵了。
{h.He} looked in every shop window. "I cannot buy any of this," {h.he} said sadly.
{h.他}看遍了每家商店的橱窗。“这些我都买不起。”{h.他}难过地说。
step: turn
Then {h} remembered what {e} liked best: hearing {h.him} laugh. {h.He} sat down and began to make a book of funny pictures.
后来{h}想起来，{e}最喜欢看{h.他}笑。于是{h.他}坐下来，画了一本有趣的画册。
"A present does not have to cost money," said {f}. So {h} painted a picture of the whole family.
“礼物不一定要花钱呀。”{f}说。于是{h}画了一张全家福。
{h} wrote ten little cards. On each it said: "I will help you for one hour."
{h}写了十张小卡片，每张上面都写着：“我帮您干一个钟头的活儿。”
{h} got up before the sun and picked wild flowers {place}. With {f}, {h.he} also made some {dish}.
{h}天没亮就起床，在{place}采了野花，又和{f}一起做了{dish}。
step: ending
In the morning {h} gave {e} the present. {e} looked at it for a long time. "This is the best present I ever got," {e.he} said.
早上，{h}把礼物送给了{e}。{e}看了好久，说：“这是我收到过的最好的礼物。”
{e} laughed, and then {e.he} wiped a tear away. "You made it yourself!" {e.he} said.
{e}笑了，又擦了擦眼角的泪。“是你亲手做的呀！”{e.他}说。
"Happy birthday!" called {h}. {e} took {h.him} in {e.his} arms and would not let go.
“生日快乐！”{h}喊道。{e}把{h.他}搂在怀里，久久不肯松手。
{e} was so happy that {e.he} danced around the table with {h.him}. No shop sells a present like that.
{e}高兴得拉着{h.他}围着桌子跳舞。这样的礼物，哪家商店也买不到。
)";

constexpr std::string_view firstSchoolDay = R"(
plot: The first day of school
cast: any
list subject: to read/读书, to count/数数, to write/写字, to draw/画画
step: beginning
It was {h}'s first day of school. {h.He} had a new bag, and it was {colour}.
今天是{h}第一天上学。{h.他}背着一个新书包，是{colour}的。
"Today you are going to school," said {e}. {h} could not eat {h.his} breakfast.
“今天你要上学了。”{e}说。{h}连早饭都吃不下。
One day in September, {h} went to school for the first time. {e} walked beside {h.him}.
九月的一天，{h}第一次去上学，{e}陪在{h.他}身边。
{h} had waited for this day all summer: today school began.
整个夏天，{h}都在等这一天：今天开学了。
step: problem
But at the gate {h.he} held {e}'s hand tightly. "I do not know anyone here," {h.he} whispered.
可是到了校门口，{h.他}紧紧拉着{e}的手。“这儿我谁也不认识。”{h.他}小声说。
The school was so big, and everybody was so loud. {h} wanted to go home.
学校那么大，大家又那么吵，{h}真想回家。
"What if I cannot learn {subject}?" {h.he} asked. {h.His} voice was very small.
“要是我学不会{subject}怎么办？”{h.他}问，声音小得几乎听不见。
When {e} said good-bye, {h} felt a lump in {h.his} throat.
{e}说再见的时候，{h}觉得嗓子眼里像堵着什么。
step: turn
In the classroom there was one empty seat, next to {f}. "I am a little afraid," said {f}. "Are you afraid too?"
教室里有一个空座位，就在{f}旁边。“我有点儿害怕，”{f}说，“你也害怕吗？”
The teacher said, "Nobody can do everything on the first day. That is what school is for."
老师说：“第一天谁也不是什么都会，所以才要上学呀。”
Then {f} held out some {food}. "Sit with me," {f.he} said. "I am new too."
这时，{f}递过来一些{food}。“跟我坐吧，”{f.他}说，“我也是新来的。”
The teacher asked who could sing, and before {h.he} knew it, {h} was singing. {f} sang along.
老师问谁会唱歌，{h}不知不觉就唱了起来，{f}也跟着唱。
step: ending
When {e} came to fetch {h.him}, {h} did not want to go home. "Is there school tomorrow too?" {h.he} asked.
{e}来接{h.他}的时候，{h}都不想回家了。“明天也上学吗？”{h.他}问。
By noon {h} knew how {subject} a little, and {h.he} had a friend as well.
到了中午，{h}已经会一点儿{subject}了，还交到了一个朋友。
On the way home {h} talked without stopping, about {f}, the teacher and the big bell.
回家的路上，{h}说个没完，说{f}，说老师，还说那口大钟。
"How was it?" asked {e}. "Much too short," said {h}.
“怎么样？”{e}问。“时间过得太快了。”{h}说。
)";

constexpr std::string_view kitchenMess = R"(
plot: The kitchen surprise
cast: any
step: beginning
{Day}, {h} and {f} wanted to surprise {e}. "Let us make some {dish}!" said {h}.
{day}，{h}和{f}想给{e}一个惊喜。“我们来做{dish}吧！”{h}说。
{Day}, {e} was tired and took a nap. "Let us cook something," said {h} to {f}.
{day}，{e}累了，正在睡午觉。“我们来做点儿吃的吧。”{h}对{f}说。
{h} had often watched {e} cook. {Day}, {h.he} wanted to do it {h.self}, and {f} came to help.
{h}常常看{e}做饭。{day}，{h.他}想自己试一试，{f}也来帮忙。
{Day}, {h} put on an apron that was much too long. "I am the cook today," {h.he} told {f}.
{day}，{h}系上了一条长长的围裙，对{f}说：“今天我是大厨。”
step: problem
But the flour bag was heavy, and it burst. Everything turned white, the table, the floor and {f}'s nose.
可是面粉袋太重，一下子破了。桌子、地板，还有{f}的鼻子，全都白了。
The dough stuck to their hands, to the chairs and to the cat's tail. "Oh no," said {f}.
面团粘在手上、椅子上，还粘在了猫尾巴上。“糟了。”{f}说。
{f} mixed up the salt and the sugar. They tasted it and made terrible faces.
{f}把盐和糖弄混了。{hf.他们}尝了一口，脸都皱成了一团。
The milk ran over the table and dripped on the floor. It looked like a lake.
牛奶从桌子上流下来，滴到地上，地板变成了一个湖。
step: turn
Just then {e} opened the door. {e.He} looked left, {e.he} looked right, and then {e.he} began to laugh. "Let us do it together," said {e}.
就在这时，{e}推开了门。{e}看看左边，看看右边，忽然笑了起来。“我们一起做吧。”{e}说。
{h} took a cloth. "First we clean up, then we start again," {h.he} said. {e} heard it and came to help.
{h}拿起抹布说：“先打扫干净，再重新开始。”{e}听见了，也过来帮忙。
"I wanted to surprise you," {h} told {e}. "You did!" said {e}, and rolled up {e.his} sleeves.
“我本来想给您一个惊喜。”{h}对{e}说。“真够惊喜的！”{e}说着，卷起了袖子。
{f} wanted to run away, but {h} said, "We will tell {e}." And {e} was not angry, but showed them how to do it.
{f}想溜走，可是{h}说：“我们去告诉{e}吧。”{e}没有生气，反而教{hf.他们}怎么做。
step: ending
An hour later they all sat around the table and ate warm {dish}. They were a bit crooked, but delicious.
一个钟头以后，大家围坐在桌边，吃着热乎乎的{dish}。样子虽然有点儿怪，味道可好了。
In the end the {dish} were ready. "The best cooks make the biggest mess," said {e}.
{dish}终于做好了。“越是好厨师，厨房弄得越乱。”{e}说。
They cleaned and cooked and sang. And the {dish} were gone in five minutes.
大家一边打扫，一边做，一边唱。{dish}端上来，五分钟就吃光了。
The second try went well. {h} put the finest of all the {dish} on {e}'s plate.
第二次做得很成功。{h}把最漂亮的{dish}放到了{e}的盘子里。
)";

constexpr std::string_view libraryBook = R"(
plot: The borrowed book
cast: any
list topic: pirates/海盗, dragons/龙, stars/星星, whales/鲸鱼, trains/火车, dinosaurs/恐龙
step: beginning
{f} lent {h} {f.his} favorite book. It was about {topic} and had golden letters.
{f}把自己最喜欢的书借给了{h}。那本书讲的是{topic}，封面上印着金色的字。
{Day}, {h} borrowed a thick book about {topic} from {f}.
{day}，{h}向{f}借了一本讲{topic}的厚书。
"Please be careful with it," said {f} and gave {h} a book about {topic}.
“请你爱惜它。”{f}说着，递给{h}一本讲{topic}的书。
{h} loved stories about {topic}. So {f} let {h.him} take a book home.
{h}爱看讲{topic}的故事，{f}就让{h.他}带了一本书回家。
step: problem
{h} read while {h.he} was eating. A big drop of soup fell right on the finest picture.
{h}一边吃饭一边看书，一大滴汤正好落在最漂亮的那幅画上。
{h} read it in the bathtub, and it slipped out of {h.his} hands. Splash!
{h}在浴缸里看书，书从手里滑了下去，“扑通”一声！
{h} left it in the garden overnight, and it rained.
{h}把书忘在园子里过了一夜，偏偏又下了雨。
{h} read so fast that {h.he} tore a page from top to bottom.
{h}翻得太快，把一页从上到下撕破了。
step: turn
"If I say nothing, maybe {f} will not notice," thought {h}. But {h.he} felt sick when {h.he} thought of it.
“要是我不说，也许{f}不会发现。”{h}想。可是一想到这里，{h.他}心里就难受。
{h} tried everything to make it good again, but it was no use. So {h.he} made up {h.his} mind to tell {f} everything.
{h}想尽办法补救，可是没有用。于是{h.他}下定决心，要把事情都告诉{f}。
{h} asked {e} what to do. "You know it already," said {e}. And {h} did know.
{h}问{e}该怎么办。“你心里已经知道了。”{e}说。{h}的确知道。
All evening {h} worked with paper and glue, and {h.he} painted the missing piece {h.self}.
整个晚上，{h}又剪又贴，还亲手把弄坏的地方画好。
step: ending
"I am sorry. I will give you my best book for it," said {h}. {f} was quiet, and then said, "Thank you for telling me."
“对不起，我把我最好的书赔给你。”{h}说。{f}沉默了一会儿，说：“谢谢你告诉我。”
{h} took the book back and told the truth. {f} looked at the page. "Now it has a story of its own," {f.he} said.
{h}把书还了回去，说了真话。{f}看了看那一页，说：“现在这本书也有自己的故事了。”
{f} was sad at first. But in the end they sat down and read the book together, and {h} turned the pages very slowly.
{f}开始有点儿难过。后来，{hf.他们}坐在一起读这本书，{h}翻页翻得特别慢。
"A book can be mended, and so can a friendship," said {e} later, when {h} and {f} were laughing again.
后来，{h}和{f}又有说有笑了。“书可以补，友谊也可以补。”{e}说。
)";

constexpr std::string_view wrongChange = R"(
plot: The extra coins
cast: any
list errand: milk/牛奶/瓶, oil/油/瓶, honey/蜂蜜/罐, salt/盐/袋, soy sauce/酱油/瓶
step: beginning
{Day}, {e} sent {h} to the shop to buy some {errand}.
{day}，{e}让{h}去商店买一{errand.m}{errand}。
"We have no more {errand}," said {e}. "Can you go to the shop alone?" {h} nodded proudly.
“家里没有{errand}了，”{e}说，“你能自己去商店吗？”{h}骄傲地点点头。
{h} was big enough now to go shopping alone. {Day}, {h.he} went to buy some {errand}.
{h}长大了，可以一个人去买东西了。{day}，{h.他}去买一{errand.m}{errand}。
{Day}, {h} ran to the shop with {e}'s money in {h.his} hand. {h.He} had to get some {errand}.
{day}，{h}手里攥着{e}给的钱，跑去商店买{errand}。
step: problem
On the way home {h} counted the change. It was five coins too many!
回家的路上，{h}数了数找回来的钱，多了五枚硬币！
The shop was full, and the shopkeeper was in a hurry. Outside {h} saw that {h.he} had got too much money back.
店里人很多，店主忙得团团转。出了门，{h}才发现找回来的钱多了。
"One, two, three," counted {h} in the street. The shopkeeper had made a mistake and given {h.him} too much.
“一、二、三。”{h}在街上数着。店主算错了账，多找了钱给{h.他}。
When {h.he} looked into {h.his} hand, there was more money than before. How could that be?
{h.他}摊开手一看，钱比来的时候还多。这是怎么回事？
step: turn
"Keep it," said {f}, who came along. "Nobody will know." {h} shook {h.his} head. "I would know," {h.he} said.
{f}正好走过来，说：“留着吧，谁也不会知道。”{h}摇摇头说：“我自己知道。”
{h} saw {a colour} {toy} in a window. Now {h.he} could buy it! But the money was not {h.his} to spend.
{h}看见橱窗里有一{toy.m}{colour}的{toy}，现在买得起了！可是那不是{h.他}的钱。
{h} stood in the street for a while. Then {h.he} turned around and walked all the way back.
{h}在街上站了一会儿，然后转过身，一路走了回去。
{h} thought of the shopkeeper, who got up so early every day. {h.He} ran back as fast as {h.he} could.
{h}想到店主每天那么早就起床，就飞快地跑了回去。
step: ending
{h} laid the extra coins on the counter. "You are honest," said the shopkeeper and gave {h.him} some {food}.
{h}把多出来的钱放在柜台上。“你真诚实。”店主说着，送给{h.他}一些{food}。
"This belongs to you," said {h}. The shopkeeper was surprised and thanked {h.him} three times.
“这是您的钱。”{h}说。店主很惊讶，连说了三声谢谢。
The shopkeeper took the money and smiled. {h} had nothing in {h.his} pockets, but {h.he} felt rich.
店主收下钱，笑了。{h}的口袋空空的，心里却很满足。
When {e} heard about it, {e.he} said, "You brought home something better than {errand}."
{e}知道了这件事，说：“你带回来的，比{errand}更宝贵。”
)";

constexpr std::string_view trainRide = R"(
plot: The night train
cast: any
list relative: aunt/姑姑, uncle/舅舅, cousin/表哥
step: beginning
{h} and {e} went to visit {h.his} {relative} far away. They took the night train.
{h}和{e}去很远的地方看{relative}，坐的是夜里的火车。
One evening in winter, {h} sat in a train for the first time. {e} had the tickets in {e.his} pocket.
一个冬天的晚上，{h}第一次坐上了火车，车票在{e}的口袋里。
"All aboard!" called a voice, and the train began to move. {h} pressed {h.his} nose to the window, and {e} sat down.
“开车啦！”有人喊道，火车开动了。{h}把鼻子贴在窗户上，{e}坐了下来。
It was a long way to {h}'s {relative}, a whole night by train. {h} and {e} had two beds by the window.
去{h}的{relative}家路很远，要坐一整夜火车。{h}和{e}的两张床铺靠着窗户。
step: problem
In the middle of the night the train stopped. It was dark, and snow lay on the tracks.
半夜里，火车停了下来。外面黑乎乎的，铁轨上全是雪。
{h} could not sleep. The wheels were too loud, and the bed was too hard.
{h}睡不着，车轮声太响，床铺也太硬。
Then {h} thought of {h.his} own bed. It was so far away from here!
后来，{h}想起了家里的小床。这儿离家可真远啊！
Suddenly the lights went out, and somebody in the next bed began to cry.
忽然，灯灭了，旁边床铺上有谁哭了起来。
step: turn
{f} lay in the next bed. "Are you awake too?" {f.he} asked. They whispered and told each other stories.
旁边床铺上躺着{f}。“你也没睡着吗？”{f.他}问。{hf.他们}小声地讲起了故事。
{h} sat up and began to hum a song. One after another, the other travelers joined in.
{h}坐起来，哼起了一支歌。别的旅客也一个接一个地跟着唱。
{e} opened the bag and took out some {food}. {h} gave some to everybody around.
{e}打开包，拿出一些{food}。{h}给周围的旅客都分了一点儿。
"Let us make the best of it," said {e}. So {h} counted the lights outside, one by one.
“别着急，我们找点儿乐子。”{e}说。于是{h}数起了窗外的灯，一盏，又一盏。
step: ending
When {h} opened {h.his} eyes, the sun was shining, and {h.his} {relative} stood on the platform and waved.
{h}睁开眼睛的时候，太阳出来了，{relative}正站在站台上招手呢。
In the morning the train rolled into the station. "That was the best part of the trip," said {h}.
早上，火车进站了。“这一路上，就数昨天夜里最有意思。”{h}说。
Without noticing it, {h} fell asleep. When {h.he} woke up, they were there.
不知不觉，{h}睡着了。醒来的时候，已经到了。
At sunrise they crossed a long bridge, and there was the town. "Can we go back by train too?" asked {h}.
太阳升起的时候，火车开过一座长长的桥，城市就在眼前了。“我们回去也坐火车好吗？”{h}问。
)";

constexpr std::string_view homemadeKite = R"(
plot: The homemade kite
cast: any
list shape: butterfly/蝴蝶, dragon/龙, goldfish/金鱼, swallow/燕子, eagle/老鹰
step: beginning
There was going to be a kite festival {place}. All the shops sold big shining kites.
{place}要举行风筝节了，商店里摆满了又大又亮的风筝。
{Day}, {f} showed {h} a new kite. {h} wanted one too, for the kite festival was near.
{day}，{f}给{h}看了一只新风筝。风筝节快到了，{h}也想要一只。
In spring everyone flew kites {place}. Only {h} had none.
春天，大家都在{place}放风筝，只有{h}没有。
"Who will fly the highest kite on Sunday?" asked {f}. {h} did not have a kite.
“星期天，谁的风筝飞得最高呢？”{f}问。{h}还没有风筝呢。
step: problem
"We can make one," said {e}. {h} made a kite like {a shape}, but it fell down again and again.
“我们自己做一只吧。”{e}说。{h}做了一只{shape}风筝，可是它一次又一次地掉下来。
With paper and bamboo {h} and {e} built {a shape}. When {h} ran with it, it only hopped over the grass.
{h}和{e}用纸和竹条扎了一只{shape}风筝。{h}拉着它跑，它却只在草地上蹦。
{h} made {a colour} kite that looked like {a shape}. On the first try it went round and round and crashed.
{h}做了一只{colour}的{shape}风筝。第一次放，它在空中转了几圈，就栽了下来。
{h} built a kite with {e}. It was {a shape}, big and {colour}, but it was too heavy to fly.
{h}和{e}扎了一只{shape}风筝，{colour}的，很大，可是太重了，飞不起来。
step: turn
{h} looked at it from all sides. "It needs a longer tail," {h.he} said, and {h.he} tied on some strips of cloth.
{h}把它翻来覆去地看。“它需要一条长一点儿的尾巴。”{h.他}说着，系上了几根布条。
{f} did not laugh. "Let us try thinner sticks," {f.he} said. They worked until it was dark.
{f}没有笑话{h.他}，{f.他}说：“我们换细一点儿的竹条试试。”{hf.他们}一直干到天黑。
"Every mistake tells you something," said {e}. So {h} changed one thing after another.
“每次失败都会告诉你一点儿什么。”{e}说。于是{h}一样一样地改。
{h} moved the string a little higher. "Maybe now," {h.he} said and waited for the wind.
{h}把线系得高了一点儿。“这回也许行。”{h.他}说着，等风吹来。
step: ending
The kite went up, higher and higher, until it was only a dot. "I made that!" shouted {h}.
风筝飞起来了，越飞越高，最后成了一个小点。“那是我做的！”{h}喊道。
On Sunday it flew above all the others. It was not the prettiest kite, but {h} loved it the most.
星期天，它飞得比谁的都高。它不是最漂亮的，可是{h}最喜欢它。
And then it flew! {h} gave the string to {f}. "Your turn," {h.he} said. "Feel how it pulls!"
它真的飞起来了！{h}把线交给{f}。“该你了，”{h.他}说，“你感觉一下，它的劲儿多大！”
The wind came, and the {shape} danced in the sky. {e} took off {e.his} hat and cheered.
风来了，{shape}在天上跳起了舞。{e}摘下帽子，欢呼起来。
)";

constexpr std::string_view letterInBottle = R"(
plot: The letter in the bottle
cast: any
step: beginning
{Day}, {h} wrote a letter, put it into a bottle and threw it into the river.
{day}，{h}写了一封信，装进瓶子里，扔进了河里。
{Day}, {h} found an old bottle. "I will send a letter around the world!" {h.he} said.
{day}，{h}捡到一个旧瓶子。“我要给全世界寄一封信！”{h.他}说。
{h} wished for a friend far away. {Day}, {h.he} put a letter into a bottle.
{h}很想有一个远方的朋友。{day}，{h.他}把一封信装进了瓶子里。
"Who will read this?" wondered {h}, closed the bottle with a cork and gave it to the river.
“谁会读到它呢？”{h}心里想着，用木塞塞好瓶子，把它交给了河水。
step: problem
Weeks went by, and no answer came. Every day {h} looked into the mailbox, and every day it was empty.
几个星期过去了，没有回信。{h}天天去看信箱，信箱天天是空的。
The bottle floated away and was not seen again. "It must have broken," said {h} after a month.
瓶子漂走了，再也没有消息。“一定是碎了。”一个月以后，{h}说。
Half a year passed. {h} almost forgot the bottle.
半年过去了，{h}差点儿忘了那个瓶子。
"Rivers are long," said {e}. But {h} did not like to wait.
“河很长呢。”{e}说。可是{h}最不爱等。
step: turn
Then one day a letter came with a stamp that {h} had never seen. {h.His} hands shook as {h.he} opened it.
后来有一天，来了一封信，上面贴着{h}从没见过的邮票。拆信的时候，{h.他}的手都在发抖。
One morning the mailman called {h.his} name. A letter for {h}, all the way from another country!
一天早上，邮递员喊{h.他}的名字。有{h}的信，是从另一个国家寄来的！
And then, when nobody thought of it any more, {e} found a blue envelope in the mailbox.
后来，就在大家都不再想着这件事的时候，{e}在信箱里发现了一个蓝信封。
Then, on an ordinary Monday, there was something in the mailbox. {h} jumped up and down with joy.
一个普普通通的星期一，信箱里有东西了。{h}高兴得又蹦又跳。
step: ending
"Dear {h}," it said, "I found your bottle by the sea. Will you be my friend? Yours, {f}."
信上写着：“亲爱的{h}，我在海边捡到了你的瓶子。你愿意做我的朋友吗？{f}。”
It was from {f}, who lived by the sea. {h} sat down at once and wrote back, three pages long.
信是住在海边的{f}写来的。{h}马上坐下来回信，写了整整三页。
{f} had found the bottle on the beach. From then on a letter came every month, and the next summer they met.
原来{f}在海滩上捡到了瓶子。从那以后，每个月都有信来。第二年夏天，{hf.他们}见面了。
In the letter was a picture of {f} with the bottle. Now {h} had a friend at the other end of the river.
信里有一张{f}拿着瓶子的照片。从此，{h}在河的另一头有了一个朋友。
)";

constexpr std::string_view moonFestival = R"(
plot: The moon festival
cast: any
list lantern: rabbit/兔子, fish/金鱼, star/星星, lotus/荷花
step: beginning
It was the evening of the moon festival. {h} had {a lantern} lantern, and {f} was coming too.
中秋节的晚上到了。{h}有一盏{lantern}灯笼，{f}也要来。
"Tonight the moon is as round as a plate," said {e}. {h} and {f} lit their {lantern} lanterns.
“今晚的月亮圆得像盘子。”{e}说。{h}和{f}点亮了{lantern}灯笼。
On the day of the moon festival, {h}, {f} and {e} baked moon cakes.
中秋节那天，{h}、{f}和{e}一起做月饼。
Everyone came {place.to} with lanterns to look at the moon. {h} and {f} came too.
大家都提着灯笼去{place.to}看月亮，{h}和{f}也去了。
step: problem
But thick clouds came up, and the moon did not show its face.
可是天上起了厚厚的云，月亮不肯露面。
They waited and waited. The sky was black. "No moon, no festival," said {f}.
{hf.他们}等了又等，天还是黑黑的。“没有月亮，还过什么中秋节呀。”{f}说。
Then it began to drizzle. One lantern after another went out.
忽然下起了小雨，灯笼一盏接一盏地灭了。
"Where is the moon?" asked {h}. There was nothing above them but clouds.
“月亮在哪儿呢？”{h}问。头顶上只有云。
step: turn
{h} cut a big round moon out of yellow paper, and {e} put a lamp behind it.
{h}用黄纸剪了一个又大又圆的月亮，{e}在后面放了一盏灯。
"Then we will tell the moon a story until it comes out," said {h}. Everyone moved closer together.
“那我们就给月亮讲故事，一直讲到它出来。”{h}说。大家围得更紧了。
{e} told the old story of the rabbit in the moon. While they listened, nobody thought of the rain.
{e}讲起了月亮上玉兔的老故事。大家听着听着，谁也不去想下雨的事了。
"The moon is still there behind the clouds," said {e}. So {h} and {f} sang for it.
“月亮还在云后面呢。”{e}说。于是{h}和{f}就唱歌给它听。
step: ending
At midnight the clouds opened, and there it was, big and golden. "It only came a little late," said {h}.
半夜里，云散开了，月亮出来了，又大又亮。“它只是来晚了一点儿。”{h}说。
Suddenly everything turned bright. The moon had come to the festival after all.
忽然，四周亮了起来。月亮到底还是来过节了。
They ate moon cakes and laughed. And when they looked up, the moon was looking down at them.
大家吃着月饼，有说有笑。抬头一看，月亮正望着大家呢。
That was the finest moon festival of all, because everyone was together.
这是最美的一个中秋节，因为大家都在一起。
)";

constexpr std::string_view bigNoise = R"(
plot: The noise in the attic
cast: any
list maker: owl/猫头鹰/只, cat/花猫/只, squirrel/松鼠/只, pigeon/鸽子/只
step: beginning
One night {h} woke up. Something was walking around in the attic.
一天夜里，{h}醒了过来，听见阁楼上有什么东西在走来走去。
For three nights there had been a strange noise under the roof. {h} and {e} both heard it.
一连三个晚上，屋顶下面都有奇怪的响声，{h}和{e}都听见了。
{f} was staying with {h} for the night. "What was that?" {f.he} whispered. Something was moving above them.
那天晚上，{f}住在{h}家。“那是什么声音？”{f.他}小声问。头顶上有东西在动。
Bump, bump! {h} sat up in bed. The noise came from the attic.
“咚，咚！”{h}从床上坐了起来。声音是从阁楼上传来的。
step: problem
"It is a ghost," thought {h}. {h.He} did not want to go upstairs, not for anything in the world.
“有鬼。”{h}想。{h.他}说什么也不想上楼。
It scratched, it rolled, and then it was quiet. That was even worse.
那东西抓一抓，滚一滚，接着就没声音了，这更吓人。
"Maybe it is a thief," said {h}. {h.His} heart beat like a drum.
“说不定是小偷。”{h}说。{h.他}的心跳得像敲鼓一样。
The noise grew louder. Dust fell from the ceiling onto {h}'s nose.
响声越来越大，天花板上的灰都落到了{h}的鼻子上。
step: turn
{h} lit a candle, took {e}'s hand, and together they climbed the stairs. The door creaked.
{h}点上蜡烛，拉着{e}的手，一起爬上楼梯。门“吱呀”一声开了。
"We will never know if we do not look," said {h}. {h.He} pushed the door open with a broom.
“不看看怎么知道呢？”{h}说。{h.他}用扫帚推开了门。
{h} put a pot on {h.his} head for a helmet and went up, one step at a time.
{h}把锅扣在头上当头盔，一级一级地往上走。
{h} counted the stairs: one, two, three. At twelve {h.he} opened the door.
{h}数着楼梯：一、二、三。数到十二，{h.他}打开了门。
step: ending
Two round eyes looked at {h.him}. It was {a maker}, playing with nuts from the old basket! {h} laughed with relief.
两只圆圆的眼睛望着{h.他}。原来是一{maker.m}{maker}，正在玩旧篮子里的坚果！{h}松了一口气，笑了。
The ghost was {a maker}! It had come in through the broken window and could not find the way out. {h} opened the roof window for it.
“鬼”原来是一{maker.m}{maker}！它从破窗户钻进来，出不去了。{h}给它打开了天窗。
And there sat {a maker} with three little ones in an old hat. "Stay as long as you like," said {h}.
一顶旧帽子里，蹲着一{maker.m}{maker}，还带着三个小宝宝。“你们想住多久就住多久吧。”{h}说。
It was only {a maker}, and it was more afraid than {h}. From then on {h} called it "my little ghost."
原来只是一{maker.m}{maker}，它比{h}还害怕。从那以后，{h}就叫它“我的小鬼”。
)";

} // namespace

std::vector<std::string_view> storyPlotsOfHome() {
    return {birthdayGift, firstSchoolDay, kitchenMess,    libraryBook,  wrongChange,
            trainRide,    homemadeKite,   letterInBottle, moonFestival, bigNoise};
}

} // namespace tokenarium
