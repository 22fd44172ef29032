using System.Runtime.InteropServices;
using Dataflow.Nodes.Wire;
using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Client.Sessions;

/// <summary>Who is told what a graph's home says over a link.</summary>
internal interface ILinkOwner
{
    /// <summary>An answer; the arrays stay the caller's.</summary>
    void Answered(HomeLink link, ClientAnswer answer, IReadOnlyList<NdArray> arrays);

    /// <summary>The link is closed: nothing more comes.</summary>
    void Lost(HomeLink link, string reason);
}

/// <summary>
/// A connection to a member that is asked for a graph, and then, if it is the graph's home, for all else.
/// </summary>
internal sealed class HomeLink(ILinkOwner owner) : LetterReader
{
    private readonly TaskCompletionSource<string?> _found = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isClosed;

    /// <summary>Which nodes the home was told over this link.</summary>
    public SentNodes Sent { get; } = new();

    public bool IsClosed => _isClosed;

    /// <summary>Whether it was of any use.</summary>
    public bool HasAnswered { get; set; }

    /// <summary>Whether anything came since this was last set to false.</summary>
    public bool WasHeard { get; set; } = true;

    /// <summary>Whether a sign of life was asked for, and none has come.</summary>
    public bool IsProbed { get; set; }

    /// <summary>When the home was found, by the client's clock.</summary>
    public long OpenedAt { get; set; }

    /// <summary>Set once, when it is connected.</summary>
    public ILink Link { get; set; } = null!;

    /// <summary>Asks for the graph to be opened.</summary>
    /// <returns>Null when it is at home here, or the address where to ask.</returns>
    /// <exception cref="WireException">The connection closed instead.</exception>
    /// <exception cref="DataflowException">It cannot be opened, and asking again gives the same.</exception>
    public Task<string?> OpenAsync(string graph, CancellationToken cancellation) =>
        AskAsync(new Post { OpenGraph = new OpenGraph { Name = graph } }, cancellation);

    /// <summary>Asks for the graph to be deleted.</summary>
    /// <returns>Null when nothing is left of it, or the address where to ask.</returns>
    /// <exception cref="WireException">The connection closed instead.</exception>
    /// <exception cref="UnknownGraphException">There is none.</exception>
    /// <exception cref="DataflowException">It cannot be deleted, and asking again gives the same.</exception>
    public Task<string?> DeleteAsync(string graph, CancellationToken cancellation) =>
        AskAsync(new Post { DeleteGraph = new DeleteGraph { Name = graph } }, cancellation);

    /// <summary>Something was refused: what was told is told again, because the reason may have passed.</summary>
    public void TellAnew() => Sent.TellAnew();

    public void Send(Letter letter) => Link.Send(MemoryMarshal.CreateReadOnlySpan(in letter, 1));

    public override void Received(ILink link, IReadOnlyList<Letter> letters)
    {
        WasHeard = true;
        base.Received(link, letters);
    }

    public override void Closed(ILink link, string reason)
    {
        _isClosed = true;
        Fail(new WireException(reason));
        owner.Lost(this, reason);
    }

    protected override void Read(ILink link, Letter letter)
    {
        Post body = letter.Body;
        switch (body.BodyCase)
        {
            case Post.BodyOneofCase.Opened or Post.BodyOneofCase.GraphDeleted: _found.TrySetResult(null); break;
            case Post.BodyOneofCase.Elsewhere: _found.TrySetResult(body.Elsewhere.Address); break;
            case Post.BodyOneofCase.GraphRefused: Refuse(body.GraphRefused); break;
            case Post.BodyOneofCase.ClientAnswer: owner.Answered(this, body.ClientAnswer, letter.Arrays); break;
            default: break; // a newer member may say more
        }
    }

    private Task<string?> AskAsync(Post question, CancellationToken cancellation)
    {
        Send(Letter.Of(question));
        return _found.Task.WaitAsync(cancellation);
    }

    private void Refuse(GraphRefused refusal) => Fail(RemoteErrors.Of(refusal.Kind, refusal.Error));

    private void Fail(Exception error)
    {
        _found.TrySetException(error);
        _ = _found.Task.Exception; // seen: perhaps nobody waits
    }
}
