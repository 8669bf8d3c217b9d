# SPDX-License-Identifier: GPL-3.0-or-later
# PyTorch beside us: copy bandwidth and matrix rate (our bounds), and training and decoding of the GPT-2-124M shape.
import time

import torch
import torch.nn.functional as F
from torch import nn

LAYERS, WIDTH, HEADS, VOCABULARY, CONTEXT = 12, 768, 12, 50304, 1024


def seconds(work, rounds):
    for _ in range(3):
        work()
    torch.cuda.synchronize()
    start = time.perf_counter()
    for _ in range(rounds):
        work()
    torch.cuda.synchronize()
    return (time.perf_counter() - start) / rounds


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)

    def forward(self, x, cache=None, at=0):
        batch, length, _ = x.shape
        q, k, v = (t.view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)
                   for t in self.qkv(self.norm1(x)).split(WIDTH, dim=2))
        if cache is not None:
            cache[0][:, :, at:at + length], cache[1][:, :, at:at + length] = k, v
            k, v = cache[0][:, :, :at + length], cache[1][:, :, :at + length]
        y = F.scaled_dot_product_attention(q, k, v, is_causal=cache is None)
        x = x + self.out(y.transpose(1, 2).reshape(batch, length, WIDTH))
        return x + self.down(F.gelu(self.up(self.norm2(x)), approximate='tanh'))


class Gpt2(nn.Module):
    def __init__(self):
        super().__init__()
        self.tokens, self.positions = nn.Embedding(VOCABULARY, WIDTH), nn.Embedding(CONTEXT, WIDTH)
        self.blocks = nn.ModuleList(Block() for _ in range(LAYERS))
        self.norm = nn.LayerNorm(WIDTH)

    def forward(self, ids, caches=None, at=0):
        x = self.tokens(ids) + self.positions(torch.arange(at, at + ids.shape[1], device=ids.device))
        for i, block in enumerate(self.blocks):
            x = block(x, caches[i] if caches else None, at)
        return F.linear(self.norm(x), self.tokens.weight)


def training(model, batch):
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4, fused=True)
    ids = torch.randint(VOCABULARY, (batch, CONTEXT + 1), device='cuda')

    def step():
        with torch.autocast('cuda', torch.bfloat16):
            logits = model(ids[:, :-1])
            loss = F.cross_entropy(logits.float().view(-1, VOCABULARY), ids[:, 1:].reshape(-1))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

    return batch * CONTEXT / seconds(step, 10)


torch.set_float32_matmul_precision('high')
print(f'- PyTorch {torch.__version__} on {torch.cuda.get_device_name()}', flush=True)
source = torch.empty(2**30, dtype=torch.uint8, device='cuda')
target = torch.empty_like(source)
print(f'- copy: {2 * 2**30 / seconds(lambda: target.copy_(source), 20) / 1e12:.2f} TB/s read and written', flush=True)
a, b = (torch.randn(8192, 8192, device='cuda', dtype=torch.bfloat16) for _ in range(2))
print(f'- BF16 product of 8192: {2 * 8192**3 / seconds(lambda: a @ b, 20) / 1e12:.0f} TFLOP/s', flush=True)
with torch.no_grad():
    plain = Gpt2().cuda().to(torch.bfloat16).eval()
    text = torch.randint(VOCABULARY, (1, CONTEXT), device='cuda')
    print(f'- prefill of {CONTEXT} tokens, BF16: {CONTEXT / seconds(lambda: plain(text), 20):,.0f} tokens/s', flush=True)
    caches = [[torch.zeros(1, HEADS, CONTEXT, WIDTH // HEADS, device='cuda', dtype=torch.bfloat16) for _ in range(2)]
              for _ in range(LAYERS)]
    one = text[:, :1]
    print(f'- decoding, batch 1, BF16, eager: {1 / seconds(lambda: plain(one, caches, 512), 50):,.0f} tokens/s', flush=True)
for name, prepare in (('eager', lambda m: m), ('compiled', torch.compile)):
    print(f'- training, BF16, 16 texts of {CONTEXT}, {name}: {training(prepare(Gpt2().cuda()), 16):,.0f} tokens/s', flush=True)
