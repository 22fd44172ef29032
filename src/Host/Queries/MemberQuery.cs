using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Host.Queries;

/// <summary>Asks a running member what is there, as a client does.</summary>
/// <param name="connector">Makes the connection.</param>
/// <param name="hello">Who asks.</param>
internal sealed class MemberQuery(LinkConnector connector, Hello hello)
{
    /// <summary>How often a member may send to another before it is given up.</summary>
    private const int MostHops = 5;

    /// <summary>Asks the first of several members that can be reached, and whom that one sends to.</summary>
    /// <param name="addresses">Where members listen; tried one after another.</param>
    /// <param name="what">The question.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The report, as JSON.</returns>
    /// <exception cref="WireException">None can be reached, or the one that was did not answer.</exception>
    /// <exception cref="UsageException">There is no such thing as was asked for.</exception>
    public async Task<string> AskAsync(
        IReadOnlyList<string> addresses, Describe what, CancellationToken cancellation)
    {
        for (int hops = 0; ; hops++)
        {
            Answer answer = new();
            ILink link = await ConnectAsync(addresses, answer, cancellation);
            link.Send([Letter.Of(new Post { Describe = what })]);
            Post post = await answer.Came.WaitAsync(cancellation);
            link.Close("it has its answer");
            if (post.Report is { } report) return JsonOf(report, link);
            if (hops == MostHops)
                throw new WireException($"graph '{what.Name}' is on the move: {link.Peer} sends to another, too");
            addresses = [post.Elsewhere.Address];
        }
    }

    private static string JsonOf(Report report, ILink link) => report.Error.Length == 0
        ? report.Json : throw new UsageException($"{link.Peer}: {report.Error}");

    private async Task<ILink> ConnectAsync(
        IReadOnlyList<string> addresses, ILinkReader reader, CancellationToken cancellation)
    {
        List<string> faults = [];
        foreach (string address in addresses)
        {
            try
            {
                return await connector.ConnectAsync(address, hello, reader, cancellation);
            }
            catch (WireException error)
            {
                faults.Add(error.Message);
            }
        }

        throw new WireException($"no member can be asked: {string.Join("; ", faults)}");
    }

    /// <summary>Waits for the report.</summary>
    private sealed class Answer : ILinkReader
    {
        private readonly TaskCompletionSource<Post> _came = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<Post> Came => _came.Task;

        public void Received(ILink link, IReadOnlyList<Letter> letters)
        {
            foreach (Letter letter in letters)
            {
                letter.Drop();
                if (letter.Body.BodyCase is Post.BodyOneofCase.Report or Post.BodyOneofCase.Elsewhere)
                    _came.TrySetResult(letter.Body);
            }
        }

        public void Closed(ILink link, string reason) =>
            _came.TrySetException(new WireException($"{link.Peer} closed the connection without an answer: {reason}"));
    }
}
