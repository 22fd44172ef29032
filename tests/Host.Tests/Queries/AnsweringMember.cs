using Dataflow.Host.Serving;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dataflow.Host.Tests.Queries;

/// <summary>Stands where a member would, and answers what a test tells it to.</summary>
internal sealed class AnsweringMember : ILinkAcceptor, ILinkReader, IAsyncDisposable
{
    private readonly Func<Describe, Post?> _answer;
    private LinkServer? _server;

    private AnsweringMember(Func<Describe, Post?> answer) => _answer = answer;

    public string Address => _server!.Address;

    /// <param name="answer">What it answers; null closes the connection.</param>
    public static async Task<AnsweringMember> StartAsync(Func<Describe, Post?> answer)
    {
        AnsweringMember member = new(answer);
        ServingOptions options = new("tcp://127.0.0.1:0", "test", "a") { Token = "secret" };
        member._server = await LinkServer.StartAsync(options, member, TimeProvider.System, NullLoggerFactory.Instance);
        return member;
    }

    public ILinkReader? Accept(Hello hello, ILink link, out string refusal)
    {
        refusal = "";
        return this;
    }

    public void Received(ILink link, IReadOnlyList<Letter> letters)
    {
        foreach (Letter letter in letters)
        {
            if (_answer(letter.Body.Describe) is { } post) link.Send([Letter.Of(post)]);
            else link.Close("not today");
        }
    }

    public void Closed(ILink link, string reason)
    {
    }

    public ValueTask DisposeAsync() => _server!.DisposeAsync();
}
