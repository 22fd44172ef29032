using Dataflow.Nodes.Wire.Protocol;

namespace Dataflow.Nodes.Storage;

/// <summary>A step on its way into a journal: only what is news; large arrays go into files.</summary>
internal sealed class StepRecord
{
    // A record is read into memory as a whole.
    private const long MostInlineBytes = 64L << 20;

    private readonly GraphTally _tally;
    private readonly Func<NdArray, KeptArray> _writeFile;
    private readonly int _inlineBytes;
    private long _inline;

    private StepRecord(GraphTally tally, int inlineBytes, Func<NdArray, KeptArray> writeFile) =>
        (_tally, _inlineBytes, _writeFile) = (tally, inlineBytes, writeFile);

    /// <summary>The record of a step; null when there is nothing new in it.</summary>
    /// <param name="step">The step.</param>
    /// <param name="tally">What is kept.</param>
    /// <param name="inlineBytes">How large arrays in the record may be.</param>
    /// <param name="writeFile">Writes a larger one.</param>
    public static StoredRecord? Of(
        StoredStep step, GraphTally tally, int inlineBytes, Func<NdArray, KeptArray> writeFile) =>
        new StepRecord(tally, inlineBytes, writeFile).Make(step);

    private StoredRecord? Make(StoredStep step)
    {
        var record = new StoredRecord { Revision = Revision.Max(step.Revision, _tally.Revision).Number };
        record.Forgotten.AddRange(step.Forgotten.Where(_tally.Has).Distinct());
        foreach (StoredNode node in StepRules.NewNodes(step, _tally.HasNode)) record.Definitions.Add(Make(node));
        record.Names.AddRange(step.Names.Where(IsNews).Select(Make));
        foreach (StoredValue value in StepRules.News(step, _tally.IsNews)) record.Values.Add(Make(value));
        record.Sessions.AddRange(
            from mark in step.Sessions
            where _tally.Sessions.IsNews(mark.Session, mark.Number)
            select new SessionMark
            {
                Session = mark.Session, Number = mark.Number.Number, Revision = step.Revision.Number,
            });
        int news = record.Forgotten.Count + record.Definitions.Count + record.Names.Count + record.Values.Count
            + record.Sessions.Count;
        return news > 0 || step.Revision > _tally.Revision ? record : null;
    }

    private bool IsNews(NamedNode name) => name.Node is { } node
        ? _tally.Names.GetValueOrDefault(name.Name, -1) != node
        : _tally.Names.ContainsKey(name.Name);

    private static StoredName Make(NamedNode name) =>
        new() { Name = name.Name, Node = name.Node ?? 0, IsTakenBack = name.Node is null };

    private StoredDefinition Make(StoredNode node)
    {
        var definition = new StoredDefinition { Node = node.Definition };
        if (node.Constant is not { } array) return definition;
        KeptArray kept = Make(array);
        (definition.Array, definition.Elements, definition.File, definition.Hash) =
            (kept.Layout, kept.Elements, kept.File, kept.Hash);
        return definition;
    }

    private StoredContent Make(StoredValue value)
    {
        var content = new StoredContent { Node = value.Variable.Value, Revision = value.Revision.Number };
        if (value.Content is NdArray<double> { IsScalar: true } scalar)
        {
            content.Value = new Content { Number = scalar.ToScalar() };
            return content;
        }

        KeptArray kept = Make(value.Content);
        (content.Array, content.Elements, content.File, content.Hash) =
            (kept.Layout, kept.Elements, kept.File, kept.Hash);
        return content;
    }

    private KeptArray Make(NdArray array)
    {
        if (array.Bytes > _inlineBytes && array.Bytes > sizeof(double)) return _writeFile(array);
        if (_inline + array.Bytes > MostInlineBytes) return _writeFile(array);
        _inline += array.Bytes;
        return KeptArrays.Inline(array);
    }
}
