using Microsoft.Win32.SafeHandles;

namespace Dataflow.Nodes.Storage;

/// <summary>Looks for whole records where the chain of lengths is broken.</summary>
internal static class JournalSearch
{
    private const int PartBytes = 1 << 20;

    /// <summary>Whether anywhere from a place on a whole frame of that number or a later one begins.</summary>
    public static bool HasWholeFrame(FileStream file, long start, long end, Generation generation, long sequence)
    {
        SafeFileHandle handle = file.SafeFileHandle;
        byte[] part = new byte[PartBytes];
        int mark = JournalFrame.MarkBytes.Length;
        for (long at = start; at < end; at += PartBytes - mark + 1)
        {
            Span<byte> rest = part.AsSpan(0, ReadWhole(handle, part, at));
            long found = at;
            for (int next = rest.IndexOf(JournalFrame.MarkBytes); next >= 0;)
            {
                found += next;
                if (IsFrame(handle, found - JournalFrame.MarkOffset, start, end, generation, sequence)) return true;
                rest = rest[(next + 1)..];
                found++;
                next = rest.IndexOf(JournalFrame.MarkBytes);
            }
        }

        return false;
    }

    private static bool IsFrame(
        SafeFileHandle file, long at, long start, long end, Generation generation, long sequence)
    {
        byte[] head = new byte[JournalFrame.HeadBytes];
        if (at < start || end - at < head.Length || ReadWhole(file, head, at) < head.Length) return false;
        int length = JournalFrame.LengthOf(head);
        long most = sequence + ((end - start) / JournalFrame.HeadBytes) + 1;
        if (length < 0 || length > end - at - head.Length) return false;
        if (JournalFrame.SequenceOf(head) < sequence || JournalFrame.SequenceOf(head) > most) return false;
        byte[] frame = new byte[head.Length + length];
        return ReadWhole(file, frame, at) == frame.Length && JournalFrame.IsWhole(frame, generation);
    }

    private static int ReadWhole(SafeFileHandle file, Span<byte> bytes, long at)
    {
        int came = 0;
        while (came < bytes.Length)
        {
            int more = RandomAccess.Read(file, bytes[came..], at + came);
            if (more == 0) break;
            came += more;
        }

        return came;
    }
}
