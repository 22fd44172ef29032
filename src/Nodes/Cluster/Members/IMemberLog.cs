namespace Dataflow.Nodes.Cluster;

/// <summary>Who is told what happens to a member, for people. Calls must not block.</summary>
internal interface IMemberLog
{
    /// <summary>Something that an operator wants to know.</summary>
    void Happened(string what);

    /// <summary>Something that an operator has to look at, though all goes on.</summary>
    void Warned(string what) => Happened(what);

    /// <summary>Something went wrong, and the member goes on.</summary>
    void Failed(string what, Exception? exception);

    /// <summary>The cluster does not take this member, and asking again will not help.</summary>
    void Refused(string why);
}
