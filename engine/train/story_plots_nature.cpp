// SPDX-License-Identifier: GPL-3.0-or-later
// Plots about weather, plants, animals and the sky (the texts are also CC0-1.0: take them).
#include "engine/train/story_plots.h"

namespace tokenarium {
namespace {

constexpr std::string_view slowSeed = R"(
plot: The slow seed
cast: any
list plant: sunflower/向日葵/棵, rose/玫瑰/株, bean plant/豆苗/棵, tomato plant/西红柿/棵, pumpkin plant/南瓜苗/棵
step: beginning
In spring, {e} gave {h} a tiny seed. "One day it will be {a plant}," said {e}.
春天，{e}给了{h}一粒小小的种子，说：“有一天，它会长成一{plant.m}{plant}。”
{h} found a seed and put it into the ground. {h.He} hoped for {a plant}.
{h}捡到一粒种子，把它种进了土里。{h.他}盼着长出一{plant.m}{plant}来。
One spring morning, {h} and {f} planted a seed behind the house. It was going to be {a plant}.
一个春天的早晨，{h}和{f}在屋后种下一粒种子，它会长成一{plant.m}{plant}。
{h} bought a seed at the market. "This will be {a plant}," said the seller.
{h}在市场上买了一粒种子。“这会长成一{plant.m}{plant}。”卖种子的说。
step: problem
{h} watered it and sat down to wait. Nothing happened, not that day and not the next.
{h}浇了水，坐下来等。可是什么动静也没有，第二天也没有。
Every morning {h.he} ran outside, and every morning there was only brown earth.
每天早上{h.他}都跑出去看，可每天早上都只看见黄土。
After a week {h} lost patience. "I will dig it up and see what is wrong," {h.he} said.
过了一个星期，{h}没有耐心了。“我要把它挖出来，看看到底怎么了。”{h.他}说。
"Grow!" shouted {h}, but the seed did not listen.
“快长啊！”{h}大声喊，可是种子不听{h.他}的。
step: turn
"It is working under the ground, where you cannot see it," said {e}. "Give it water and time."
“它正在地底下忙呢，只是你看不见。”{e}说，“给它水，再给它一点儿时间。”
{e} smiled. "You did not grow up in one week either," said {e}. So {h} waited and watered.
{e}笑了：“你也不是一个星期就长大的呀。”于是{h}一边浇水，一边等。
{h} made a small fence around it and told the seed a story every evening, just in case.
{h}给它围了一圈小篱笆，每天晚上还给种子讲故事，说不定有用呢。
"Good things are slow," said {e}. {h} nodded and went to fetch the watering can.
“好东西都长得慢。”{e}说。{h}点点头，去拿浇水壶。
step: ending
One morning, there was a little green tip. By summer it was {a plant}, taller than {h}.
一天早上，土里冒出了一点嫩绿的小芽。到了夏天，它长成了一{plant.m}{plant}，比{h}还高。
And then it came up! It was only two small leaves, but {h} danced around it.
后来，它真的发芽了！虽然只有两片小叶子，{h}还是高兴得围着它跳起舞来。
After the next rain, something green was there. Today it is the finest {plant} in the village.
又下了一场雨，绿芽冒了出来。如今，那是全村最漂亮的{plant}。
At last two green leaves looked out of the ground. "Good morning," said {h}. "I have waited for you."
终于，两片绿叶从土里探出头来。“早上好，”{h}说，“我一直在等你。”
)";

constexpr std::string_view firstSnow = R"(
plot: The snowman's hat
cast: any
step: beginning
In the night it had snowed. The whole world was white, and {h} and {f} ran outside.
夜里下雪了，到处白茫茫的。{h}和{f}跑出门去。
It was the first snow of the winter. {h} put on {h.his} {colour} scarf and called {f}.
这是冬天的第一场雪。{h}围上{colour}的围巾，去叫{f}。
One winter morning, the snow was so deep that {h} could hardly open the door. {f} was already outside.
一个冬天的早晨，雪厚得{h}差点儿推不开门。{f}已经在外面了。
"Snow! Snow!" shouted {f} under {h}'s window. {h} was outside in one minute.
“下雪啦！下雪啦！”{f}在{h}的窗户下面喊。没过一分钟，{h}就跑出来了。
step: problem
They built a snowman with a carrot for a nose. But it looked cold and sad without a hat.
{hf.他们}堆了一个雪人，用胡萝卜做鼻子。可是雪人没有帽子，看上去又冷又难过。
They rolled three big balls and made a snowman. Then the wind blew its hat away.
{hf.他们}滚了三个大雪球，堆成一个雪人。可是一阵风把雪人的帽子吹跑了。
They worked all morning on a big snowman. "Something is missing," said {f}. It had no hat.
{hf.他们}忙了一个上午，堆了一个大雪人。“好像少了点儿什么。”{f}说。原来雪人没有帽子。
They made a snowman with stones for eyes. But there was no hat big enough for it anywhere.
{hf.他们}堆了一个雪人，用石子做眼睛。可是哪儿也找不到那么大的帽子。
step: turn
They looked in the shed and found an old bucket. "Wait," said {h}, "it needs some color." And they painted it {colour}.
{hf.他们}在棚子里找到一个旧水桶。“等等，”{h}说，“还得有点儿颜色。”{hf.他们}就把它涂成了{colour}。
{h} asked {e}. {e} thought for a while and came back with a big old straw hat.
{h}去问{e}。{e}想了想，拿来了一顶又大又旧的草帽。
{f} had an idea. {f.He} took a basket, turned it over and stuck a feather in it.
{f}有了主意。{f.他}拿来一个篮子，倒过来，插上了一根羽毛。
{h} took an old pot from the kitchen. "{e} does not need it any more," {h.he} said.
{h}从厨房里拿来一口旧锅。“这口锅{e}已经不用了。”{h.他}说。
step: ending
Now the snowman looked like a king. It stood by the gate until the spring came.
现在雪人神气得像个国王。它在大门边一直站到春天。
{f} laughed so much that {f.he} fell into the snow. The snowman seemed to laugh too.
{f}笑得倒在了雪地里，雪人好像也在笑。
That was the finest hat of all. Everyone who came by said hello to the snowman.
这是最漂亮的帽子。每个路过的人都跟雪人打招呼。
When the sun melted the snowman weeks later, {h} kept the hat for the next winter.
几个星期后，太阳把雪人晒化了。{h}把帽子收好，等着下一个冬天。
)";

constexpr std::string_view dryGarden = R"(
plot: The thirsty garden
cast: any
step: beginning
It was a hot summer. For many weeks, not a drop of rain had fallen.
那年夏天特别热，好几个星期一滴雨也没下。
One hot summer day, {h} saw that the flowers were hanging their heads.
一个炎热的夏日，{h}看见花儿都垂下了头。
The sun burned day after day, and the grass turned brown.
太阳天天火辣辣地晒着，草都变黄了。
"It is too dry," said {e} and looked at the garden. The leaves were falling in the middle of summer.
“太旱了。”{e}看着园子说。大夏天的，叶子都往下掉。
step: problem
The well was almost empty. There was hardly enough water to drink.
井快见底了，连喝的水都不太够。
{h} wanted to water the plants, but {e} said, "We must save the water."
{h}想浇花，可是{e}说：“我们得省着用水。”
Even the bees stopped coming. {h} counted only three flowers that were still alive.
连蜜蜂也不来了。{h}数了数，只剩下三朵花还活着。
The little stream had dried up. Only stones were left in it.
小溪也干了，溪底只剩下石头。
step: turn
{h} did not throw away the water from washing the vegetables. {h.He} carried it out, cup by cup.
{h}没有把洗菜的水倒掉，而是一杯一杯地端出去浇花。
"Let us all save a little," said {h}. {f} came with a bucket, and so did the neighbors.
“我们每家省一点儿。”{h}说。{f}提着桶来了，邻居们也来了。
{h} and {f} put straw around the plants to keep the earth cool. Every evening they shared one cup of water among them.
{h}和{f}在花苗周围铺上稻草，让泥土凉快些。每天晚上，{hf.他们}把一杯水分给它们喝。
{h} gave the flowers half of {h.his} own drinking water. "You are thirsty too," {h.he} said.
{h}把自己喝的水分了一半给花。“你们也渴了吧。”{h.他}说。
step: ending
Then one night there was thunder, and the rain came at last. {h} danced in it until {h.he} was wet through.
后来有一天夜里打雷了，雨终于下了起来。{h}在雨里跳舞，浑身都淋湿了。
A week later dark clouds came, and it rained for three days. The garden was green again, and every flower was saved.
一个星期以后，乌云来了，雨下了三天。园子又绿了，花儿都得救了。
When the rain came at last, everyone ran outside with pots and bowls. The flowers lifted their heads.
雨终于下了，大家拿着锅碗跑到外面接水。花儿抬起了头。
And because of that, the plants lived until the rain came. That autumn the garden was full of {colour} flowers.
就这样，花儿们一直撑到了下雨。那年秋天，园子里开满了{colour}的花。
)";

constexpr std::string_view fallenStar = R"(
plot: The light in the grass
cast: any
step: beginning
One summer night, {h} sat {place} and counted the stars.
一个夏天的夜晚，{h}坐在{place}数星星。
One warm night, {h} could not sleep and looked out of the window.
一个温暖的夜里，{h}睡不着，就往窗外看。
After dinner, {h} and {e} looked up at the sky. It was full of stars.
吃过晚饭，{h}和{e}抬头看天，满天都是星星。
One clear night, a shooting star flew over {h}'s house.
一个晴朗的夜晚，一颗流星从{h}家的屋顶上飞过。
step: problem
There was a small light in the grass. "A star has fallen down!" thought {h}.
草丛里有一点小小的亮光。“一颗星星掉下来了！”{h}想。
Suddenly something shone near the ground. "Poor little star," said {h}. "How will you get back?"
忽然，地上有什么东西在发光。“可怜的小星星，”{h}说，“你怎么回去呢？”
Something was glowing under a leaf. It went on and off, as if it were calling for help.
一片叶子下面有东西在发亮，一闪一闪的，好像在求救。
In the dark grass {h} saw a tiny star. It was all alone.
黑黑的草丛里，{h}看见一颗小星星，孤零零的。
step: turn
{h} went closer on tiptoe. It was no star. It was a firefly, caught in a spider's web.
{h}踮着脚走过去。那不是星星，而是一只萤火虫，被蜘蛛网粘住了。
{h} bent down and looked. The little star had wings! A firefly was stuck in the wet grass.
{h}弯下腰一看，小星星居然长着翅膀！原来是一只萤火虫，被湿草粘住了。
{h} came with a cup to carry the star home. Then {h.he} saw six thin legs. It was a firefly!
{h}拿来一个杯子，想把星星带回家。这时，{h.他}看见了六条细细的腿，原来是萤火虫！
"Do not be afraid," said {h}. Two small eyes looked up. It was a firefly with a bent wing.
“别怕。”{h}说。两只小眼睛望着{h.他}。那是一只弯了翅膀的萤火虫。
step: ending
With a blade of grass {h} helped it out. It flew up, and soon a hundred fireflies were dancing around {h.him}.
{h}用一根草把它救了出来。它飞了起来，不一会儿，上百只萤火虫围着{h.他}跳舞。
Very gently, {h} set it free. It circled once around {h.his} nose and flew away, blinking good-bye.
{h}轻轻地帮它脱了身。它绕着{h.他}的鼻子飞了一圈，一闪一闪地告别，飞走了。
{h} put it on a dry leaf and waited. After a while it rose into the air, higher and higher, like a real star.
{h}把它放在一片干叶子上，等着。过了一会儿，它飞了起来，越飞越高，真像一颗星星。
{h} freed it and let it go. "Some stars live in the grass," {h.he} told {e} later.
{h}救了它，放它飞走了。后来，{h.他}对{e}说：“有的星星住在草丛里。”
)";

constexpr std::string_view antsAndRain = R"(
plot: The ants know
cast: any
step: beginning
{Day}, {h} and {f} were having a picnic {place}. There was not a dark cloud in the sky yet.
{day}，{h}和{f}在{place}野餐。天上还没有乌云。
{Day}, {h} lay on the ground {place} and watched the ants.
{day}，{h}趴在{place}看蚂蚁。
{Day}, {h} saw a long black line on the path. It was moving!
{day}，{h}看见小路上有一条长长的黑线，还会动呢！
{Day}, {h} brought some {food} {place.to}. {h.He} dropped a crumb, and an ant came to fetch it.
{day}，{h}带着{food}去了{place.to}。{h.他}掉了一点儿渣子，一只蚂蚁就跑来搬。
step: problem
Hundreds of ants were carrying little white eggs up the hill. "Why are they in such a hurry?" asked {h}.
成百上千只蚂蚁抬着白白的小卵，往高处爬。“它们怎么这么急呀？”{h}问。
The ants were leaving their home and climbing up a tree. Something was strange.
蚂蚁们正离开自己的家，往树上爬。真是奇怪。
All the ants ran the same way, from the low ground to the high rock.
所有的蚂蚁都朝着一个方向跑，从低处跑到高高的石头上。
"Look, they are moving house!" said {h}. But the nest looked fine.
“看，它们在搬家！”{h}说。可是蚂蚁窝明明好好的。
step: turn
Then {h} remembered something {e} had said: when ants move house, rain is coming. "I must go home at once!" {h.he} called.
{h}忽然想起{e}说过的话：蚂蚁搬家，大雨要来。“得赶快回家！”{h.他}喊道。
{h} ran and told {e}. {e} nodded. "The ants know it before we do. Bring in the washing!"
{h}跑去告诉{e}。{e}点点头说：“蚂蚁比我们先知道。快去收衣服！”
"Maybe they know something that we do not know," thought {h}. {h.He} smelled the air. It smelled of rain.
“也许它们知道我们不知道的事。”{h}想。{h.他}闻了闻，空气里有雨的味道。
{h} put a stick across a puddle so that the ants could cross more quickly. Then {h.he} ran home too.
{h}在小水坑上架了一根树枝，让蚂蚁们过得快一点儿。接着，{h.他}也跑回了家。
step: ending
The door was hardly closed when the rain came down. {h} looked out and hoped that the ants were dry.
刚关上门，大雨就哗哗地下了起来。{h}望着窗外，希望蚂蚁们没有淋湿。
Soon the sky turned dark, and it poured. Nobody got wet, thanks to the ants.
没过多久，天黑了下来，大雨倾盆。多亏了蚂蚁，谁也没淋湿。
A minute later there was lightning and thunder. "Thank you, ants," said {h}, safe and dry.
一分钟以后，电闪雷鸣。“谢谢你们，小蚂蚁。”{h}安安稳稳地待在屋里说。
What a storm that was! After the rain {h} went back, and the ants were all well.
那场雨可真大！雨停了以后，{h}又去看，蚂蚁们都平平安安的。
)";

constexpr std::string_view windThief = R"(
plot: The naughty wind
cast: any
list cloth: hat/帽子/顶, scarf/丝巾/条, handkerchief/手帕/块, umbrella/雨伞/把
step: beginning
One windy day, {h} went out with {h.his} new {cloth}. It was {colour} and very pretty.
一个刮风的日子，{h}带着新{cloth}出了门。{cloth}是{colour}的，漂亮极了。
{e} had given {h} {a colour} {cloth}. One windy day, {h.he} took it {place.to}.
{e}送给{h}一{cloth.m}{colour}的{cloth}。一个刮风的日子，{h.他}带着它去了{place.to}。
The wind was strong that day. {h} held {h.his} {colour} {cloth} with both hands.
那天风很大，{h}用两只手抓着{colour}的{cloth}。
One spring day, {h} walked {place.to} with {f}. {h.He} had {a colour} {cloth} with {h.him}.
春天的一天，{h}和{f}一起去{place.to}，{h.他}带着一{cloth.m}{colour}的{cloth}。
step: problem
Whoosh! The wind took the {cloth} and carried it over the fence.
“呼”的一声，风把{cloth}卷走，吹过了篱笆。
A gust of wind pulled it out of {h.his} hands, and away it flew. "Stop!" cried {h}.
一阵大风把它从{h.他}手里夺走，吹跑了。“站住！”{h}喊道。
Suddenly the {cloth} was in the air. It danced over the roofs like a bird.
忽然，{cloth}飞到了空中，像小鸟一样在屋顶上跳舞。
The wind whistled and snatched the {cloth}. {h} ran after it, but the wind was faster.
风呼呼地叫着，一把抢走了{cloth}。{h}在后面追，可是风跑得更快。
step: turn
{h} ran down the road and asked everyone. "It flew that way," said the baker and pointed to the mill.
{h}沿着大路跑，见人就问。“往那边飞了。”面包师指着磨坊说。
{h} looked closely at how the leaves were flying. "The wind blows to the pond," {h.he} said and ran there.
{h}仔细看了看树叶飞的方向。“风是往池塘那边吹的。”{h.他}说着就跑了过去。
{f} came to help, and they chased it over the field, through a hedge and up a hill.
{f}也来帮忙，{hf.他们}一起追过田野，钻过树篱，爬上小山。
{h} was out of breath. "Wind," {h.he} said, "you may play with it, but please give it back."
{h}上气不接下气。“风啊，”{h.他}说，“你可以玩一会儿，可是请还给我。”
step: ending
There it hung, on the horns of a surprised goat! {h} laughed so much that {h.he} could hardly walk.
原来它挂在一只山羊的角上，山羊一脸吃惊！{h}笑得路都走不动了。
And there it was, on the head of a scarecrow. "It looks good on you," said {h}, "but it is mine."
它就在那儿，落在稻草人的头上。“你戴着挺好看，”{h}说，“不过它是我的。”
The wind grew tired and let the {cloth} fall right at {h.his} feet. From then on {h} held it tight.
风累了，{cloth}正好落在{h.他}的脚边。从那以后，{h}总是把它抓得牢牢的。
A bird had settled in it, as if it were a nest. {h} waited until the bird flew off, and then took it home.
一只小鸟把它当成了窝，正蹲在里面呢。{h}等小鸟飞走了，才把它带回家。
)";

constexpr std::string_view hungryWinter = R"(
plot: The empty bird table
cast: any
list guest: sparrows/麻雀, deer/小鹿, squirrels/松鼠, wild rabbits/野兔
step: beginning
It was a long, cold winter. Snow lay on every roof and every branch.
那年冬天又长又冷，屋顶上、树枝上全是雪。
One icy morning, {h} saw footprints in the snow in front of the door.
一个结冰的早晨，{h}看见门前的雪地上有一串脚印。
One winter day, {h} sat by the warm stove and ate {dish}.
一个冬日，{h}坐在暖和的炉子旁边吃{dish}。
The lake was frozen, and the wind was sharp. {h} wore two coats.
湖面结了冰，风像刀子一样。{h}穿了两件外套。
step: problem
Outside the window, some {guest} were looking for food. They found nothing under the snow.
窗外，有几只{guest}在找吃的，可是雪底下什么也没有。
{h} saw that the {guest} were thin and tired. The snow was too deep for them.
{h}看见{guest}又瘦又累，雪太厚了，它们找不到吃的。
"What do the {guest} eat now?" asked {h}. "Very little," said {e}.
“现在{guest}吃什么呢？”{h}问。“没什么可吃的。”{e}说。
The {guest} came close to the house, because they were so hungry.
{guest}饿极了，一直走到了房子跟前。
step: turn
{h} shared {h.his} breakfast. {h.He} put some grain and carrots on a board in the yard.
{h}分出自己的早饭，在院子里的木板上放了些谷子和胡萝卜。
{h} and {e} built a small table of wood and filled it with seeds and old bread.
{h}和{e}用木头做了一张小桌子，放满了种子和旧面包。
{h} went to every house with a sled and a bell. Everybody gave a handful of food.
{h}拉着雪橇，摇着铃铛，一家一家地走。每家都给了一把吃的。
"We have enough," said {h}. {h.He} and {f} carried a basket of corn and cabbage to the edge of the woods.
“我们吃的够多了。”{h}说。{h.他}和{f}把一篮子玉米和白菜抬到了树林边上。
step: ending
At first the {guest} were shy. Then they came, one after another, and ate until nothing was left.
一开始{guest}有点儿害怕，后来一只接一只地来了，吃得一点儿也不剩。
The {guest} came every day until the snow was gone. In spring they brought their little ones.
{guest}天天都来，直到雪化了。春天，它们把自己的宝宝也带来了。
{h} watched the {guest} from the window, quiet as a mouse. It was the best breakfast ever.
{h}静静地从窗口看着{guest}，心里觉得，这是最好的一顿早饭。
When spring came, the {guest} were still there, and the woods were full of life. "They remember you," said {e}.
春天来了，{guest}都还在，树林里热热闹闹的。“它们还记得你呢。”{e}说。
)";

constexpr std::string_view seaShell = R"(
plot: The shell from the sea
cast: any
list treasure: shell/贝壳/个, pebble/小石子/颗, starfish/海星/只, crab/小螃蟹/只
step: beginning
In the summer, {h} and {e} went to the sea. {h} had never seen so much water.
夏天，{h}和{e}去了海边。{h}从来没见过这么多的水。
One summer morning, {h} walked along the beach with {e}. The sand was warm.
一个夏天的早晨，{h}和{e}在海滩上散步，沙子暖暖的。
{h} was building a castle of sand by the sea, with a wall and three towers.
{h}在海边用沙子堆城堡，有一道城墙，还有三座塔楼。
For the first time in {h.his} life, {h} stood by the sea. "Where does it end?" {h.he} asked.
{h}第一次站在大海边。“大海的尽头在哪儿呀？”{h.他}问。
step: problem
In the sand lay {a treasure}, {colour} and shining. {h} wanted to take it home.
沙子里有一{treasure.m}{colour}的{treasure}，亮晶晶的。{h}想把它带回家。
A wave brought {a treasure} to {h.his} feet. "It is mine!" said {h} and held it tight.
一个浪头把一{treasure.m}{treasure}送到{h.他}脚边。“是我的！”{h}紧紧地握住了它。
{h} found {a treasure}. It was the prettiest one on the whole beach, and {h.he} hid it in {h.his} bucket.
{h}找到了一{treasure.m}{treasure}。整个海滩上就数它最好看，{h.他}把它藏进了小桶里。
Between two rocks {h} saw {a treasure}. {h.He} did not want to give it back to the sea.
两块礁石中间，{h}看见一{treasure.m}{treasure}。{h.他}舍不得把它还给大海。
step: turn
"Everything here has its home," said {e}. "Would you like to be taken away from yours?" {h} thought of {h.his} own bed.
“这里的一切都有自己的家。”{e}说，“你愿意离开自己的家吗？”{h}想起了自己的小床。
{h} looked at it for a long time. Far from the water it did not shine any more.
{h}看了它好久。离开了水，它就不再发亮了。
The sea came and went, as if it were looking for something. {h} felt strange.
海水涌上来，又退下去，好像在找什么东西。{h}心里有点儿不是滋味。
When the sun went down, {h} asked, "Will the sea miss it?" {e} only smiled and waited.
太阳下山的时候，{h}问：“大海会想它吗？”{e}只是笑着，等着。
step: ending
So {h} put it back into the water and kept it only in {h.his} memory. There it shines to this day.
于是{h}把它放回水里，只把它记在心里。直到今天，它还在{h.他}心里闪着光。
{h} laid it gently on the wet sand. A wave came and took it home.
{h}轻轻地把它放在湿湿的沙子上。一个浪头打来，把它带回了家。
"Go home," {h.he} said, and {h.he} let it slip into the sea. Then {h.he} drew it in the sand, as large as a house.
“回家吧。”{h.他}说着，让它滑进了海里。然后，{h.他}在沙滩上把它画了下来，画得像房子那么大。
{h} gave it back. "See you next summer," {h.he} said, and the sea answered with a loud splash.
{h}把它还给了大海。“明年夏天见。”{h.他}说。大海“哗”的一声，算是回答。
)";

constexpr std::string_view rainbowEnd = R"(
plot: To the end of the rainbow
cast: any
step: beginning
After the rain, a great rainbow stood in the sky. "At its end there is a treasure," said {f}.
雨过天晴，天上出现了一道大彩虹。“彩虹的尽头有宝贝。”{f}说。
{Day}, the rain stopped, and {h} and {f} saw a rainbow.
{day}，雨停了，{h}和{f}看见了一道彩虹。
"Look, a rainbow!" called {h}. It began behind the hill and ended behind the woods.
“看，彩虹！”{h}喊道。彩虹从小山后面升起，一直弯到树林后面。
{e} had told {h} and {f} that there is a treasure where the rainbow ends. And now there was one in the sky!
{e}跟{h}和{f}说过，彩虹的尽头有宝贝。现在，天上正好有一道彩虹！
step: problem
They ran to find the end of it, but the rainbow moved away as they came nearer.
{hf.他们}跑着去找彩虹的尽头，可是{hf.他们}越走近，彩虹就退得越远。
They walked over fields and hills. Each time they thought they were there, it was farther away.
{hf.他们}走过田野，翻过小山。每次以为到了，彩虹却还在更远的地方。
They walked for an hour. Then the rainbow grew pale, and {f} had a stone in {f.his} shoe.
{hf.他们}走了一个钟头。彩虹渐渐淡了，{f}的鞋里又进了一颗石子。
"Faster!" said {h}. But the rainbow was always one hill ahead.
“快点儿！”{h}说。可是彩虹总是在前面的那座山上。
step: turn
At last they sat down, tired and hungry. {h} had some {food} in {h.his} pocket and shared them with {f}.
最后，{hf.他们}坐了下来，又累又饿。{h}的口袋里有一些{food}，就和{f}分着吃了。
They came to a wall with ripe berries that nobody had found. They ate and laughed and forgot to hurry.
{hf.他们}来到一堵墙边，墙上长着熟透的野果，还没有人发现过。{hf.他们}吃着笑着，忘了赶路。
On the way they met a lost lamb and carried it home to its farm. When they looked up, the rainbow was gone.
路上，{hf.他们}遇到一只迷路的小羊，就把它送回了农场。等{hf.他们}抬起头来，彩虹已经不见了。
They lay down in the wet grass. From there they could see the whole valley, with their own two houses far below.
{hf.他们}躺在湿湿的草地上。从那儿能看见整个山谷，还有{hf.他们}自己的家，远远的，小小的。
step: ending
"We did not find the treasure," said {f}. "I think we did," said {h}, and they went home hand in hand.
“我们没找到宝贝。”{f}说。“我觉得找到了。”{h}说。{hf.他们}手拉着手回家了。
"What did you find?" asked {e} that evening. "A wonderful day," said {h} and {f}.
晚上，{e}问：“你们找到什么了？”“找到了美好的一天。”{h}和{f}说。
They came home late, with wet shoes and happy faces. They had found each other, and that was better than gold.
{hf.他们}很晚才回家，鞋子湿了，心里却很高兴。有好朋友在身边，比金子还好。
"Tomorrow we will look again," said {f}. {h} nodded. The best part was looking for it together.
“明天我们再去找。”{f}说。{h}点点头。最开心的，就是一起去找。
)";

constexpr std::string_view pondSong = R"(
plot: The frog who could not sing
cast: any
step: beginning
{Day}, {h} sat by a pond. A small green frog sat on a leaf all alone.
{day}，{h}坐在池塘边。一只小青蛙独自蹲在一片荷叶上。
Every evening the frogs sang in the pond. {h} and {f} loved to listen.
每天傍晚，青蛙们都在池塘里唱歌，{h}和{f}最爱听了。
There was a pond near {h}'s house where a hundred frogs lived. One of them was very small.
{h}家附近有个池塘，里面住着上百只青蛙，其中有一只特别小。
One spring evening, {h} heard the frogs in the pond. They were practicing for a concert.
一个春天的傍晚，{h}听见池塘里的青蛙在叫，它们在练习合唱呢。
step: problem
The little frog opened its mouth, but only a squeak came out. The other frogs laughed.
小青蛙张开嘴，却只发出“吱”的一声。别的青蛙都笑了。
"You cannot sing with us," said the big frogs to the smallest one. "You sound like a door."
“你不能和我们一起唱，”大青蛙们对最小的那只说，“你的声音像门响。”
All the frogs could sing, but the smallest one could only whistle. So it sat apart and was sad.
青蛙们都会唱歌，只有最小的那只光会吹口哨。它只好难过地蹲在一边。
The smallest frog had a thin, high voice that did not fit in. It wanted to hide in the mud.
最小的那只青蛙嗓子又尖又细，跟大家合不来。它真想躲进泥里去。
step: turn
"I like your voice," said {h}. {h.He} tapped on a stone, tap, tap, and the frog squeaked along.
“我喜欢你的声音。”{h}说。{h.他}敲起了石头，嗒嗒，嗒嗒，小青蛙跟着吱吱地唱。
{h} lay down at the edge of the pond. "Your voice is like a flute," {h.he} said. "Every concert needs one."
{h}趴在池塘边上说：“你的声音像笛子，音乐会上少不了它。”
{h} took a reed and blew on it. It sounded just like the frog! The two of them played until the moon came up.
{h}摘下一根芦苇吹了吹，声音跟小青蛙一模一样！就这样，一直吹到月亮升起来。
"Try again, but slowly," said {h}. The little frog tried, and the high notes went up to the stars.
“再试试，慢一点儿。”{h}说。小青蛙又唱了起来，高高的声音一直飘到星星上。
step: ending
The big frogs grew quiet and listened. Then they joined in, low and deep, and it was beautiful.
大青蛙们安静下来听着，然后用低低的声音跟着唱，好听极了。
"That is what was missing!" said the oldest frog. From that night on, the smallest frog sang the highest part.
“原来缺的就是它！”最老的青蛙说。从那天晚上起，最小的青蛙就唱最高的声部。
When the concert began, it was the little frog who got the loudest applause.
音乐会开始了，得到掌声最多的就是那只小青蛙。
Now the frogs were proud of the smallest singer. And whenever {h} came by, it sang a song just for {h.him}.
现在，青蛙们都为最小的歌手感到骄傲。每次{h}路过，它都要为{h.他}唱一首歌。
)";

} // namespace

std::vector<std::string_view> storyPlotsOfNature() {
    return {slowSeed,  firstSnow,    dryGarden, fallenStar, antsAndRain,
            windThief, hungryWinter, seaShell,  rainbowEnd, pondSong};
}

} // namespace tokenarium
