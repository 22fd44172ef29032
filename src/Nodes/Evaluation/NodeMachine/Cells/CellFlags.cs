namespace Dataflow.Nodes.Evaluation;

/// <summary>What is so of a cell or is not. Each flag is set and cleared by the part that it is listed under.</summary>
[Flags]
internal enum CellFlags : ushort
{
    None = 0,

    // The cell itself.

    /// <summary>The value is here, good or not; a dropped one is computed again when it is needed.</summary>
    HasValue = 1,

    // The assignment of cells.

    /// <summary>A variable's or constant's: given, never computed.</summary>
    IsSource = 2,

    /// <summary>Stands for a node of another shard.</summary>
    IsImport = 4,

    // The questions.

    /// <summary>Asked for from outside its region: its value is kept after its users are done.</summary>
    IsKept = 8,

    /// <summary>A client asked for it: its value is his to read, so it is kept whoever else has it.</summary>
    IsAskedFor = 256,

    // The waves.

    /// <summary>While a wave's assignments are taken in: this one has its value already.</summary>
    IsAssigned = 16,

    // The fusion.

    /// <summary>Its value is made as an array of its own: not all that read it are of one region.</summary>
    Materialized = 32,

    /// <summary>It always ran when its user did, so it is computed with that, though its support is smaller.</summary>
    FusedAcrossSupport = 64,

    /// <summary>Its user ran while it still held: its value is worth keeping.</summary>
    ValueReused = 128,

    // The imports.

    /// <summary>An import's value that its lender has let go of: it goes when its user here has it.</summary>
    IsHandedOver = 512,

    // The freeing of cells.

    /// <summary>Its node was forgotten: it goes as soon as nobody works at it or reads it.</summary>
    IsLeaving = 1024,

    /// <summary>It is no node's at this time.</summary>
    IsFree = 2048,
}
