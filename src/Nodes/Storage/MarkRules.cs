using System.Globalization;

namespace Dataflow.Nodes.Storage;

/// <summary>What must be there of a graph, by what its mark says: nothing is lost in silence.</summary>
internal static class MarkRules
{
    /// <summary>Looks, before anything is read or written, whether the newest journal is there.</summary>
    /// <param name="folder">Where the graph is.</param>
    /// <param name="mark">How far it had got; null when that is not known.</param>
    /// <param name="claimed">The first journal of who opened it last; 0 when nobody did.</param>
    /// <param name="newest">The newest journal that is there; 0 when there is none.</param>
    /// <exception cref="StoreDamagedException">It is not.</exception>
    public static void RequireNewest(GraphFolder folder, StoreMark? mark, Generation claimed, Generation newest)
    {
        if (mark is { } known && newest < known.Generation)
        {
            string path = folder.Journal(known.Generation, known.Tenure).Path;
            throw folder.Damaged(
                path, 0, Text($"a journal of which {known.Bytes} bytes, up to revision {known.Revision}, were kept"),
                Directory.Exists(path) ? "a folder" : "no such file", folder.Mark);
        }

        // An opening that was cut off has claimed the graph, and not made its journal yet.
        Generation least = mark is null && newest == default ? claimed : claimed.Previous;
        if (newest >= least) return;
        throw folder.Damaged(
            folder.Claim, 0, Text($"the journal of generation {least} or a later one beside it"),
            newest == default ? "no journal" : Text($"generation {newest} as the newest"), folder.Claim);
    }

    /// <summary>Looks whether what was read is all that the mark speaks of.</summary>
    /// <exception cref="StoreDamagedException">It is not.</exception>
    public static void RequireAll(GraphFolder folder, StoreMark? mark, GraphRecovery opened)
    {
        if (mark is not { IsOfAJournal: true } known) return;
        JournalPart last = opened.Parts[^1];
        if (last.Name.Generation == known.Generation && last.Bytes < known.Bytes)
        {
            long length = new FileInfo(last.Name.Path).Length;
            throw folder.Damaged(last.Name.Path, last.Bytes,
                Text($"{known.Bytes} bytes, up to revision {known.Revision}, which were kept"),
                Text($"{length} bytes, of which {last.Bytes} are whole"), folder.Mark);
        }

        if (opened.Sequence > known.Sequence && opened.Tally.Revision >= known.Revision) return;
        throw folder.Damaged(
            last.Name.Path, last.Bytes, Text($"record {known.Sequence}, of revision {known.Revision}"),
            Text($"record {opened.Sequence - 1}, of revision {opened.Tally.Revision}, as the last"), folder.Mark);
    }

    /// <summary>What to say of journals that had a mark when it is not there; null when all is well.</summary>
    public static string? Gone(GraphFolder folder, MarkFile file, StoreMark? mark, GraphRecovery opened)
    {
        if (mark is not null || !opened.IsMarked) return null;
        string how = file.IsEmpty ? "is missing" : "cannot be read";
        return Text($"graph '{folder.Graph}': {folder.Mark} {how}. It said ")
            + Text($"how far the graph had got, so whether anything is missing after revision ")
            + Text($"{opened.Tally.Revision} was not checked. From now on there is a new one.");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
