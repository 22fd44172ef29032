using System.Buffers;
using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Dataflow.Nodes.Wire;

/// <summary>
/// The loop that reads a link's frames and hands letters to its reader: those of all frames that are here together, so
/// that what they cause goes out together as well.
/// </summary>
internal sealed class LinkReading(Link link, FrameReader frames, ILinkReader reader) : IDisposable
{
    private const int MaxGoodbyeBytes = 16 << 10;

    private readonly Incoming _incoming = new(link.Options);
    private readonly bool _givesCredit = link.Role != LinkRole.Client;
    private readonly bool _pauses = link.Role == LinkRole.Server;
    private long _unread = link.Options.CreditBytes;
    private int _toGrant;
    private List<Letter> _letters = [];

    /// <summary>Whether this is how a connection ends, rather than a fault of this program.</summary>
    public static bool IsBroken(Exception e) =>
        e is IOException or SocketException or ObjectDisposedException or OperationCanceledException;

    /// <summary>Reads until the link is closed.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (link.ClosedBecause is null && await TryReadAsync(cancellation))
            {
            }
        }
        catch (WireException e)
        {
            link.Close($"{e.Message} (found by the receiver)");
        }
        catch (Exception e) when (IsBroken(e))
        {
            link.NoteClosed($"receiving from {link.Peer} failed: {e.Message}");
        }
        catch (Exception e)
        {
            link.Close($"the reader of letters failed: {e.GetType().Name}: {e.Message}");
        }
    }

    /// <summary>Gives back what has come of letters that are not complete.</summary>
    public void Dispose() => _incoming.Dispose();

    private async ValueTask<bool> TryReadAsync(CancellationToken cancellation)
    {
        bool goesOn = false;
        try { goesOn = await TryReadFrameAsync(cancellation); }
        finally
        {
            if (!goesOn || !frames.HasNext) Deliver();
        }

        return goesOn;
    }

    private async ValueTask<bool> TryReadFrameAsync(CancellationToken cancellation)
    {
        if (_pauses) await link.Queue.WhenRelieved().WaitAsync(cancellation);
        if (await frames.ReadHeaderAsync(cancellation) is not { } header)
        {
            link.NoteClosed($"{link.Peer} ended the connection without a word");
            return false;
        }

        switch (header.Kind)
        {
            case FrameKind.Control:
                await ReadLettersAsync(header, cancellation);
                return true;
            case FrameKind.Payload:
                await ReadPieceAsync(header, cancellation);
                return true;
            default:
                return await TryReadOfLinkAsync(header, cancellation);
        }
    }

    private async ValueTask ReadLettersAsync(FrameHeader header, CancellationToken cancellation)
    {
        if (header.Length > link.Options.MaxFrameBytes)
        {
            throw new WireException(
                $"a control frame of {header.Length} bytes is more than {LimitNames.FrameBytes}, which is "
                + $"{link.Options.MaxFrameBytes}");
        }

        byte[] buffer = ArrayPool<byte>.Shared.Rent(header.Length);
        await frames.ReadAsync(buffer.AsMemory(0, header.Length), cancellation);
        header.Verify(buffer.AsSpan(0, header.Length));
        _letters.AddRange(_incoming.Read(buffer, header.Length));
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private async ValueTask ReadPieceAsync(FrameHeader header, CancellationToken cancellation)
    {
        if (_givesCredit && header.Length > _unread)
            throw new WireException($"{header.Length} bytes of payload came; the credit left is {_unread}");
        Memory<byte> place = _incoming.Place(header.Number, header.Length);
        await frames.ReadAsync(place, cancellation);
        header.Verify(place.Span);
        if (_incoming.Placed(header.Number, header.Length) is { } complete) _letters.Add(complete);
        if (_givesCredit) Grant(header.Length);
    }

    private void Grant(int bytes)
    {
        _unread -= bytes;
        _toGrant += bytes;
        if (_toGrant < link.Options.CreditBytes / 4) return;
        link.Queue.AddUrgent(FrameKind.Credit, (ulong)_toGrant);
        _unread += _toGrant;
        _toGrant = 0;
        link.Write();
    }

    private void Deliver()
    {
        if (_letters.Count == 0) return;
        List<Letter> letters = _letters;
        _letters = [];
        if (link.ClosedBecause is null) link.Gather(letters, reader);
        else foreach (Letter letter in letters) letter.Drop();
    }

    private async ValueTask<bool> TryReadOfLinkAsync(FrameHeader header, CancellationToken cancellation)
    {
        if (header.Length > MaxGoodbyeBytes)
            throw new WireException($"a {header.Kind} frame of {header.Length} bytes is more than {MaxGoodbyeBytes}");
        var body = new byte[header.Length];
        await frames.ReadAsync(body, cancellation);
        header.Verify(body);
        switch (header.Kind)
        {
            case FrameKind.Goodbye:
                link.NoteClosed($"closed by {link.Peer}: {Encoding.UTF8.GetString(body)}");
                return false;
            case FrameKind.Limits when body.Length == 2 * sizeof(long):
                long maxArray = BinaryPrimitives.ReadInt64LittleEndian(body);
                long maxRoom = BinaryPrimitives.ReadInt64LittleEndian(body.AsSpan(sizeof(long)));
                link.Queue.SetLimits(header.Number, maxArray, maxRoom);
                break;
            case FrameKind.Credit when body.Length == 0:
                link.Queue.AddCredit(header.Number);
                break;
            default:
                throw new WireException($"a {header.Kind} frame has a body of {body.Length} bytes");
        }

        link.Write();
        return true;
    }
}
