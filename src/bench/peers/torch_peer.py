"""The classroom script in PyTorch, with nn.RNN, timed."""

import os
import time

# There may be a GPU; it is the processor that is compared.
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import torch
from torch import nn

import turn
from imdb import WORDS, training_reviews


class Classifier(nn.Module):
    """Embedding, SimpleRNN and Dense, with Keras's initial weights."""

    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(WORDS, 128)
        self.rnn = nn.RNN(128, 128, nonlinearity="tanh", batch_first=True)
        self.dense = nn.Linear(128, 1)
        nn.init.uniform_(self.embedding.weight, -0.05, 0.05)
        nn.init.xavier_uniform_(self.rnn.weight_ih_l0)
        nn.init.orthogonal_(self.rnn.weight_hh_l0)
        nn.init.zeros_(self.rnn.bias_ih_l0)
        nn.init.zeros_(self.rnn.bias_hh_l0)
        nn.init.xavier_uniform_(self.dense.weight)
        nn.init.zeros_(self.dense.bias)

    def forward(self, words):
        embedded = self.embedding(words)
        # A sequence loses the same units at every time step, as with SimpleRNN(dropout=0.2).
        kept = nn.functional.dropout(torch.ones_like(embedded[:, :1]), 0.2, self.training)
        _, last = self.rnn(embedded * kept)
        return self.dense(last[-1]).squeeze(1)


def main():
    parser = turn.arguments(__doc__)
    parser.add_argument("--threads", type=int, default=turn.cores())
    parser.add_argument("--compile", action="store_true", help="torch.compile the network")
    parser.add_argument("--keep-denormals", action="store_true", help="PyTorch's own default")
    options = parser.parse_args()

    # Adam's averages of words not seen for long fade into denormal numbers, which processors are
    # slow with. TensorFlow and JAX flush them to zero; here it must be asked for, before there are
    # other threads, which inherit it.
    torch.set_flush_denormal(not options.keep_denormals)
    torch.set_num_threads(options.threads)
    torch.manual_seed(turn.SEED)

    x, y = (torch.from_numpy(part) for part in training_reviews(options.npz))
    model = Classifier()
    network = model
    if options.compile:
        torch._dynamo.config.allow_rnn = True
        network = torch.compile(model)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.001, eps=1e-7, fused=True)
    loss_of = nn.BCEWithLogitsLoss()

    model.train()
    seconds, losses = [], []
    for _ in range(1 + options.epochs):
        start = time.perf_counter()
        total = 0.0
        for batch in torch.randperm(len(x)).split(turn.BATCH_SIZE):
            loss = loss_of(network(x[batch]), y[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(batch)
        seconds.append(time.perf_counter() - start)
        losses.append(total / len(x))

    settings = {
        "threads": options.threads,
        "compile": options.compile,
        "flush_denormal": not options.keep_denormals,
    }
    turn.finish("torch", options, ["torch"], settings, len(x), seconds, losses)


if __name__ == "__main__":
    main()
